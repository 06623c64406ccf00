"""What the customer is going to order: machines of different families, none in stock."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from headrace_journey.worlds.fictional.products import Family
from headrace_journey.worlds.fictional.sizes import Size
from headrace_journey.worlds.lead import days_to_supply
from headrace_journey.worlds.world import Wanted, World

MARGIN_DAYS = 14


def add_order(world: World, families: list[Family], size: Size) -> None:
    world.order = tuple(
        Wanted(families[number].models[number % size.models], Decimal(size.order_pieces + number), "EA")
        for number in range(size.order_lines)
    )
    longest = max(days_to_supply(world, world.today)[line.item] for line in world.order)
    world.order_due = world.today + timedelta(days=longest + MARGIN_DAYS)
