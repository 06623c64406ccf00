"""An invented chain: a maker of small water turbines and pumps, its suppliers, its customers, its bank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from headrace_journey.worlds.fictional.chain import add_chain
from headrace_journey.worlds.fictional.history import add_history
from headrace_journey.worlds.fictional.products import ALWAYS, add_products
from headrace_journey.worlds.fictional.sizes import SIZES, Size
from headrace_journey.worlds.fictional.supply import add_supply
from headrace_journey.worlds.fictional.wishes import add_order
from headrace_journey.worlds.money import add_money
from headrace_journey.worlds.world import USUAL_STORY, Story, World

LEADERS = ("Aurora", "Brightwater", "Coldbrook", "Deepwell", "Eastmill", "Fairlead", "Greenweir", "Highfall")
CUSTOMER, BANK, CARRIER = "riverside-utilities", "harbour-bank", "northway-freight"


@dataclass(frozen=True, slots=True)
class FictionalCompany:
    """Names and figures follow from size and seed alone, dates from the day the world is made on."""

    size: Size
    seed: int
    story: Story = USUAL_STORY

    @property
    def name(self) -> str:
        return f"fictional-{self.size.name}"

    def on(self, today: date) -> World:
        random = Random(f"{self.size.name} {self.seed}")
        leader = LEADERS[self.seed % len(LEADERS)]
        world = World(
            name=self.name,
            seed=self.seed,
            today=today,
            leader=f"{leader.lower()}-{self.size.name}-{self.seed}",
            customer=CUSTOMER,
            bank=BANK,
            carrier=CARRIER,
            currency="EUR",
            story=self.story,
            ever=ALWAYS,
        )
        add_chain(world, leader, self.size)
        families = add_products(world, self.size)
        add_supply(world, random)
        add_order(world, families, self.size)
        add_history(world, random, self.size)
        add_money(world)
        return world

    def telling(self, story: Story) -> FictionalCompany:
        return replace(self, story=story)


def fictional(size: str = "small", seed: int = 1) -> FictionalCompany:
    """`size` is small, medium or large."""
    return FictionalCompany(SIZES[size], seed)
