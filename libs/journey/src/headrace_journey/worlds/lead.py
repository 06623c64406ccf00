"""How long it takes to have an item when nothing of it is in stock."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from headrace_journey.worlds.world import Row, World

WORKING_TO_CALENDAR = 7 / 5
DAYS_TO_MAKE_GOOD = 7


def days_to_buy(working_days: int) -> int:
    """Calendar days until bought parts are surely good and there: the supplier's working days, and a week to receive
    and inspect them and have a bad lot replaced."""
    return math.ceil(working_days * WORKING_TO_CALENDAR) + DAYS_TO_MAKE_GOOD


def days_to_supply(world: World, on: date) -> dict[str, int]:
    """Calendar days along the longest path of the bill of material, by its lines valid on a day.

    What contains itself is refused when it is loaded; here it only must come to an end.
    """
    own = {row["item"]: _own_days(row) for row in world.items.rows}
    parts = _parts(world, on)
    known: dict[str, int] = {}
    waiting = [*own]
    begun: set[str] = set()
    while waiting:
        item = waiting[-1]
        missing = [part for part in parts.get(item, ()) if part not in known and part not in begun]
        begun.add(item)
        if missing:
            waiting += missing
            continue
        waiting.pop()
        known.setdefault(item, own.get(item, 0) + max((known.get(part, 0) for part in parts.get(item, ())), default=0))
    return {item: known[item] for item in own}


def _own_days(item: Row) -> int:
    days: int = item["lead_time_days"]
    return math.ceil(days * WORKING_TO_CALENDAR) if item["source"] == "make" else days


def _parts(world: World, on: date) -> Mapping[str, list[str]]:
    day = on.isoformat()
    return {
        bom["item"]: [
            line["component"]
            for line in bom["lines"]
            if line["valid_from"] <= day and (line["valid_to"] is None or day <= line["valid_to"])
        ]
        for bom in world.boms.rows
    }
