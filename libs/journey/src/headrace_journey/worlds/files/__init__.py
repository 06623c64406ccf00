"""A company read from CSV files of AdventureWorks' shape; nothing here knows any one company."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from headrace_journey.worlds.files.boms import read_boms
from headrace_journey.worlds.files.folder import FilesUnusable, Folder
from headrace_journey.worlds.files.items import read_groups, read_items, read_units
from headrace_journey.worlds.files.order import choose_order
from headrace_journey.worlds.files.partners import read_partners
from headrace_journey.worlds.files.plant import read_plant
from headrace_journey.worlds.files.purchases import read_purchases
from headrace_journey.worlds.files.reading import CURRENCY, Reading
from headrace_journey.worlds.files.routings import derive_routings
from headrace_journey.worlds.files.sales import read_sales
from headrace_journey.worlds.files.shapes import COLUMNS
from headrace_journey.worlds.files.span import Spans
from headrace_journey.worlds.files.stock import read_stock
from headrace_journey.worlds.files.supplier_items import read_suppliers, read_terms
from headrace_journey.worlds.money import add_money
from headrace_journey.worlds.world import USUAL_STORY, Story, World

__all__ = ["CompanyFiles", "FilesUnusable", "adventure_works"]
PARTS: tuple[Callable[[Reading], None], ...] = (
    read_units,
    read_groups,
    read_plant,
    read_suppliers,
    read_items,
    read_terms,
    read_boms,
    read_stock,
    derive_routings,
    read_purchases,
    read_sales,
    read_partners,
    choose_order,
)


@dataclass(frozen=True, slots=True)
class CompanyFiles:
    """The company is named after its folder."""

    folder: Path
    story: Story = USUAL_STORY
    seed: int = 0

    def check(self) -> None:
        """Raises FilesUnusable when they are not a company's files."""
        Folder.of(self.folder)

    @property
    def name(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.folder.resolve().name.lower()).strip("-") or "company"

    def on(self, today: date) -> World:
        """Both halves of the files are moved so that the last day of each is `today`. Raises FilesUnusable."""
        world = World(
            name=self.name,
            seed=self.seed,
            today=today,
            leader=self.name,
            customer="",
            bank=f"bank-of-{self.name}",
            carrier="",
            currency=CURRENCY,
            story=self.story,
        )
        for name, columns in COLUMNS.items():
            getattr(world, name).columns = columns
        folder = Folder.of(self.folder)
        reading = Reading(folder, world, Spans.to(today, folder))
        for read in PARTS:
            read(reading)
        add_money(world)
        world.assumptions += [*reading.said(), *folder.left_out()]
        return world


def adventure_works(folder: Path) -> CompanyFiles:
    return CompanyFiles(folder)
