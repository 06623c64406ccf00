"""Have all services heard all that was told?"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from itertools import chain

from headrace_journey.http import Client, Json

SERVICES = (
    "api-gateway",
    "product",
    "forecasting",
    "orders",
    "mrp",
    "srm",
    "logistics",
    "quality",
    "mes",
    "equipment",
    "traceability",
    "control-tower",
    "finance",
)
PATIENCE = 120.0
QUIET_LOOKS = 2
LONGEST_CHAIN = len(SERVICES)
PAUSE = 0.05
Stream = tuple[str, str, int]
"""Who hears it, its topic and partition."""
Places = dict[Stream, int]
"""A position in each of them."""


async def places(platform: Client) -> tuple[Places, Places]:
    """How far all have heard, and how far there is to hear."""

    async def of(service: str) -> list[tuple[Stream, Json]]:
        streams: list[Json] = await platform.get(f"{service}/v1/progress")
        return [((service, stream["topic"], stream["partition"]), stream) for stream in streams]

    found = dict(chain.from_iterable(await asyncio.gather(*map(of, SERVICES))))
    return {at: stream["heard"] for at, stream in found.items()}, {at: stream["end"] for at, stream in found.items()}


def lag(heard: Places, ends: Places) -> dict[str, int]:
    """Services that have not yet heard up to `ends`, with how many positions they are behind."""
    late: Counter[str] = Counter()
    for at, end in ends.items():
        late[at[0]] += max(0, end - heard.get(at, 0))
    return dict(+late)


async def unheard(platform: Client) -> dict[str, int]:
    """Of what has been told by now, what nobody hears however long one waits."""
    (heard, ends), end = await places(platform), time.monotonic() + PATIENCE
    while (late := lag(heard, ends)) and time.monotonic() < end:
        await asyncio.sleep(PAUSE)
        heard, _ = await places(platform)
    return late


async def settled(platform: Client) -> None:
    """What was told is heard, and what hearing it told, and so on.

    Hearing one event may tell another, so all must be quiet for more than one look. Where machines never rest it is
    enough that all have heard, as often as services can follow one another, what there was when they had the last time.
    What is parked for good does not count: the audit finds it. Raises TimeoutError when nobody hears anything more.
    """
    quiet, links, goal = 0, 0, Places()
    before, moved = Places(), time.monotonic()
    while quiet < QUIET_LOOKS and links <= LONGEST_CHAIN:
        heard, ends = await places(platform)
        quiet = 0 if lag(heard, ends) else quiet + 1
        if not lag(heard, goal):
            links, goal = links + 1, ends
        if heard != before:
            before, moved = heard, time.monotonic()
        if not quiet and time.monotonic() > moved + PATIENCE:
            raise TimeoutError(f"These services do not catch up: {lag(heard, ends)}")
        await asyncio.sleep(PAUSE)


async def dead_letters(platform: Client) -> dict[str, int]:
    """Services with events they could not hear, and how many."""

    async def of(service: str) -> tuple[str, int]:
        return service, len(await platform.all(f"{service}/v1/dead-letters"))

    found = await asyncio.gather(*map(of, SERVICES))
    return {service: count for service, count in found if count}
