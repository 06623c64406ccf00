"""How fast a relay carries a settled log to Kafka, and what it costs when there is nothing to carry."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

from headrace_testkit.benchmarks.figures import Figure, in_turns, per_second
from headrace_testkit.benchmarks.ground import SENDER, Ground, Place, filled
from headrace_testkit.benchmarks.on_kafka import OnKafka, on_kafka, until_sent

EVENTS = 60_000
IDLE = 6.0
PLAIN_POLL = 0.005


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    async with on_kafka() as kafka, ground.place(SENDER) as sender:
        idle = await in_turns(plain=lambda: _polling(sender), ours=lambda: _idle(kafka, sender))
        await filled(sender, EVENTS)
        async with kafka.plain_teller(sender) as teller:
            taken = await in_turns(plain=per_second(teller.send_all), ours=lambda: _relay(kafka, sender))
    yield Figure("relay: PostgreSQL to Kafka", taken["ours"], "events/s", taken["plain"], 70_000)
    yield Figure("relay: nothing to carry, of a core", idle["ours"], "%", idle["plain"], 1)


async def _relay(kafka: OnKafka, sender: Place) -> float:
    """From the first batch that is safe in Kafka to the last: finding leader and broker is not counted."""
    await sender.pool.execute("UPDATE relay_progress SET position = 0")
    async with kafka.relay(sender):
        first = await until_sent(sender, 1)
        began = time.perf_counter()
        await until_sent(sender, EVENTS)
        return (EVENTS - first) / (time.perf_counter() - began)


async def _idle(kafka: OnKafka, sender: Place) -> float:
    async with kafka.relay(sender):
        await asyncio.sleep(2)
        return await _share_of_a_core()


async def _polling(sender: Place) -> float:
    """A loop as soon to notice as the relay is."""

    async def look() -> None:
        while True:
            await sender.pool.fetchval("SELECT max(id) FROM event_log")
            await asyncio.sleep(PLAIN_POLL)

    task = asyncio.create_task(look())
    try:
        return await _share_of_a_core()
    finally:
        task.cancel()


async def _share_of_a_core() -> float:
    """Of this process, in per cent."""
    used, began = time.process_time(), time.perf_counter()
    await asyncio.sleep(IDLE)
    return 100 * (time.process_time() - used) / (time.perf_counter() - began)
