"""The day on which a world was first loaded.

A world's dates follow from the day it is made on. To load it again unchanged, it must be made on the same day again;
that day is read off lines of bills of material that are already there: off many, for some may have been mended since.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from headrace_journey.http import Client, Json, People, Refused, segment
from headrace_journey.worlds.world import Company, World

BOMS = 9


async def first_day(people: People, company: Company) -> date:
    """The day of the first load; today by the business clock when there was none."""
    clock = await (await people.platform()).get("clock")
    today = datetime.fromisoformat(clock["now"]).date()
    world = company.on(today)
    if not await _is_there(people, world.leader):
        return today
    moved = await _moved(await people.user("engineer", world.leader), world)
    return today + moved.most_common(1)[0][0] if moved else today


async def _moved(engineer: Client, world: World) -> Counter[timedelta]:
    """How far lines of bills that are stored lie from those made today, and of how many lines that is true."""
    found: Counter[timedelta] = Counter()
    looked = 0
    for bom in sorted(world.boms.rows, key=lambda bom: max(_starts(bom).values()), reverse=True):
        if stored := await _stored(engineer, bom["item"]):
            before, made, looked = _starts(stored), _starts(bom), looked + 1
            both = sorted(before.keys() & made.keys())
            found.update(before[line] - made[line] for line in both if made[line] != world.ever)
        if looked == BOMS:
            break
    return found


def _starts(bom: Json) -> dict[tuple[str, int], date]:
    """The first day of each line, by component and which of its versions it is."""
    versions: dict[str, list[str]] = defaultdict(list)
    for line in bom["lines"]:
        versions[line["component"]].append(line["valid_from"])
    return {
        (component, number): date.fromisoformat(start)
        for component, starts in versions.items()
        for number, start in enumerate(sorted(starts))
    }


async def _is_there(people: People, leader: str) -> bool:
    """Asked of the platform: a login that fails is something for its watchmen."""
    return leader in {each["id"] for each in await (await people.platform()).all("api-gateway/v1/organisations")}


async def _stored(engineer: Client, item: str) -> Json | None:
    try:
        found: Json = await engineer.get(f"product/v1/boms/{segment(item)}")
    except Refused as refused:
        if refused.status != 404:
            raise
        return None
    return found
