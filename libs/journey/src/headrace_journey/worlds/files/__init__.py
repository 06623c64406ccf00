"""A company read from CSV files of AdventureWorks' shape; nothing here knows any one company."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from headrace_journey.worlds.files.boms import read_boms
from headrace_journey.worlds.files.items import read_items, read_units
from headrace_journey.worlds.files.order import choose_order
from headrace_journey.worlds.files.partners import read_partners
from headrace_journey.worlds.files.plant import read_plant
from headrace_journey.worlds.files.purchases import read_purchases
from headrace_journey.worlds.files.reader import Folder
from headrace_journey.worlds.files.reading import CURRENCY, Reading
from headrace_journey.worlds.files.routings import derive_routings
from headrace_journey.worlds.files.sales import read_sales
from headrace_journey.worlds.files.shift import Shifts
from headrace_journey.worlds.files.stock import read_stock
from headrace_journey.worlds.files.supplier_items import read_suppliers, read_terms
from headrace_journey.worlds.money import add_money
from headrace_journey.worlds.world import USUAL_STORY, Story, World

PARTS: tuple[Callable[[Reading], None], ...] = (
    read_units,
    read_plant,
    read_suppliers,
    read_items,
    read_terms,
    read_boms,
    derive_routings,
    read_purchases,
    read_stock,
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

    @property
    def name(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.folder.resolve().name.lower()).strip("-") or "company"

    def on(self, today: date) -> World:
        """Both halves of the files are moved so that the last day of each is `today`."""
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
        folder = Folder(self.folder, world.faults)
        reading = Reading(folder, world, Shifts.to(today, folder))
        for read in PARTS:
            read(reading)
        add_money(world)
        world.assumptions += reading.said()
        return world


def adventure_works(folder: Path) -> CompanyFiles:
    return CompanyFiles(folder)
