"""How fast a settled log is read, beside a loop that asks for what comes after the last event seen."""

from __future__ import annotations

from collections.abc import AsyncIterator

from headrace_chassis.events.tail import Tail
from headrace_testkit.benchmarks.figures import Figure, in_turns, per_second
from headrace_testkit.benchmarks.ground import SENDER, Ground, Place, filled
from headrace_testkit.benchmarks.transports import PLAIN_NEXT

EVENTS = 60_000


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    """The plain loop reads three columns of twelve, a hundred rows at a time, and may lose events (decision 0002)."""
    async with ground.place(SENDER) as sender:
        await filled(sender, EVENTS)
        taken = await in_turns(plain=per_second(lambda: _plain(sender)), ours=per_second(lambda: _read(sender)))
    yield Figure("read: settled events, 2,000 at a time", taken["ours"], "events/s", taken["plain"], 250_000)


async def _read(sender: Place) -> int:
    tail = Tail("api-gateway", sender.pool)
    await tail.start()
    position = 0
    while position < tail.settled:
        _, position = await tail.fetch(position, 2000, None)
    await tail.stop()
    return EVENTS


async def _plain(sender: Place) -> int:
    position = 0
    while rows := await sender.pool.fetch(PLAIN_NEXT, position):
        position = rows[-1]["id"]
    return EVENTS
