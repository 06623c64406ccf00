"""How long it takes to have an item when nothing of it is in stock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from headrace_journey.worlds.world import World

WORKING_TO_CALENDAR = 7 / 5


def days_to_supply(world: World, on: date) -> dict[str, int]:
    """Calendar days along the longest path of the bill of material, by its lines valid on a day."""
    own = {row["item"]: row["lead_time_days"] for row in world.items.rows}
    for row in world.supplier_items.rows:
        own[row["item"]] = max(own.get(row["item"], 0), row["lead_time_days"])
    parts = _parts(world, on)
    known: dict[str, int] = {}

    def days(item: str) -> int:
        if item not in known:
            known[item] = 0  # what contains itself is refused when it is loaded; here it only must come to an end
            known[item] = int(own.get(item, 0)) + max((days(part) for part in parts.get(item, ())), default=0)
        return known[item]

    return {item: int(days(item) * WORKING_TO_CALENDAR) + 1 for item in own}


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
