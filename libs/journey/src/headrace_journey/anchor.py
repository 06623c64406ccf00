"""The day on which a world was first loaded.

A world's dates follow from the day it is made on. To load it again unchanged, it must be made on the same day again;
that day is read off the newest bill of material that is already there.
"""

from __future__ import annotations

from datetime import date, datetime

from headrace_journey.http import Client, Json, People, Refused
from headrace_journey.worlds.world import Company


async def first_day(people: People, company: Company) -> date:
    """The day of the first load; today by the business clock when there was none."""
    clock = await (await people.platform()).get("clock")
    today = datetime.fromisoformat(clock["now"]).date()
    world = company.on(today)
    engineer = await _engineer(people, world.leader)
    if engineer is None:
        return today
    for bom in sorted(world.boms.rows, key=_latest, reverse=True):
        stored = await _stored(engineer, bom["item"])
        if stored is not None:
            return today + (_latest(stored) - _latest(bom))
    return today


async def _engineer(people: People, leader: str) -> Client | None:
    """None when the company is not on the platform yet."""
    try:
        return await people.user("engineer", leader)
    except Refused as refused:
        if refused.status != 404:
            raise
        return None


async def _stored(engineer: Client, item: str) -> Json | None:
    try:
        found: Json = await engineer.get(f"product/v1/boms/{item}")
    except Refused as refused:
        if refused.status != 404:
            raise
        return None
    return found


def _latest(bom: Json) -> date:
    return max(date.fromisoformat(line["valid_from"]) for line in bom["lines"])
