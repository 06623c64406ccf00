"""How fast events are read and heard, and how soon after the commit."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from types import SimpleNamespace
from typing import Any

from headrace_chassis.events.bus import Stream
from headrace_chassis.events.consumer import Consumer
from headrace_chassis.events.handlers import HandlerTable, hears, hears_batch
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_chassis.events.tail import Tail
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.benchmarks.figures import Figure, rate
from headrace_testkit.benchmarks.ground import HEARER, SENDER, Ground, Place, event, filled

EVENTS = 60_000
STREAM = Stream(OrganisationRegistered.topic, 0)
BY_SET = "INSERT INTO effect SELECT * FROM unnest($1::text[], $2::int[])"
BY_ONE = "INSERT INTO effect VALUES ($1, $2)"
PLAIN_NEXT = "SELECT id, key, data FROM event_log WHERE id > $1 ORDER BY id LIMIT 100"


@hears_batch(OrganisationRegistered)
async def by_set(events: Sequence[OrganisationRegistered], tx: Tx) -> None:
    await tx.raw.execute(BY_SET, [e.key for e in events], [int(e.name) for e in events])


@hears(OrganisationRegistered)
async def by_one(event: OrganisationRegistered, tx: Tx) -> None:
    await tx.raw.execute(BY_ONE, event.key, int(event.name))


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    async with ground.place(SENDER) as sender, ground.place(HEARER) as hearer:
        await filled(sender, EVENTS)
        one_by_one = await rate(lambda: _plain_consumer(sender, hearer), rounds=1)
        reading = await rate(lambda: _read(sender))
        plain_reading = await rate(lambda: _plain_read(sender))
        in_sets = await rate(lambda: _hear(sender, hearer, by_set))
        singly = await rate(lambda: _hear(sender, hearer, by_one))
        again = await rate(lambda: _hear_again(sender, hearer))
    yield Figure("read: settled events, 2,000 at a time", reading, "events/s", plain_reading, 250_000)
    yield Figure("hear: in sets", in_sets, "events/s", one_by_one, 60_000)
    yield Figure("hear: a handler for each event", singly, "events/s", one_by_one, 12_000)
    yield Figure("hear: repeats skipped", again, "events/s", one_by_one, 120_000)


async def _read(sender: Place) -> int:
    tail = Tail("api-gateway", sender.pool)
    await tail.start()
    position = 0
    while position < tail.settled:
        _, position = await tail.fetch(position, 2000, None)
    await tail.stop()
    return EVENTS


async def _plain_read(sender: Place) -> int:
    """Ask for what comes after the last one seen, a hundred at a time; may lose events (decision 0002)."""
    position = 0
    while rows := await sender.pool.fetch(PLAIN_NEXT, position):
        position = rows[-1]["id"]
    return EVENTS


async def _plain_consumer(sender: Place, hearer: Place) -> int:
    """One transaction an event: effect and last position."""
    position, done = 0, 0
    async with hearer.pool.acquire() as connection:
        while done < 2000:
            for row in await sender.pool.fetch(PLAIN_NEXT, position):
                position = row["id"]
                one = OrganisationRegistered.from_wire(row["data"])
                async with connection.transaction():
                    await connection.execute(BY_ONE, one.key, int(one.name))
                    await connection.execute("UPDATE relay_progress SET position = $1", position)
                done += 1
    return done


async def _hear(sender: Place, hearer: Place, handler: Any) -> int:
    await _forget(hearer)
    consumer = _consumer(sender, hearer, handler)
    await consumer.start()
    await _until_heard(hearer)
    await consumer.stop()
    return EVENTS


async def _hear_again(sender: Place, hearer: Place) -> int:
    """Everything is delivered once more; what was heard stays heard."""
    await hearer.pool.execute("UPDATE inbox_progress SET next_offset = 0")
    consumer = _consumer(sender, hearer, by_one)
    await consumer.start()
    await _until_heard(hearer)
    await consumer.stop()
    return EVENTS


def _consumer(sender: Place, hearer: Place, handler: Any) -> Consumer:
    table = HandlerTable([SimpleNamespace(handler=handler)])  # type: ignore[list-item]
    return Consumer("bench", hearer.database, PostgresBus(lambda _: sender.url), table)


async def _forget(hearer: Place) -> None:
    await hearer.pool.execute("DELETE FROM inbox_progress")
    await hearer.pool.execute("DELETE FROM effect")


async def _until_heard(hearer: Place) -> None:
    while True:
        async with hearer.pool.acquire() as connection, connection.transaction():
            known = await connection.fetchval("SELECT max(next_offset) FROM inbox_progress")
        if (known or 0) >= EVENTS:
            return
        await asyncio.sleep(0.01)


async def latency(ground: Ground, per_second: int = 500, seconds: float = 6.0) -> AsyncIterator[Figure]:
    """From the sender's commit to the handler's call, at a steady load, beside a loop that asks ten times a second."""
    sent: dict[str, float] = {}
    taken: list[float] = []
    polled: list[float] = []

    @hears(OrganisationRegistered)
    async def note(event: OrganisationRegistered, _tx: Tx) -> None:
        taken.append((time.perf_counter() - sent[event.key]) * 1000)

    async with ground.place(SENDER) as sender, ground.place(HEARER) as hearer:
        bus = PostgresBus(lambda _: sender.url)
        sender.database._on_told = lambda: bus.poke("api-gateway")
        table = HandlerTable([SimpleNamespace(note=note)])  # type: ignore[list-item]
        consumer = Consumer("bench", hearer.database, bus, table)
        await consumer.start()
        await asyncio.sleep(0.5)
        polling = asyncio.create_task(_poll(sender, sent, polled))
        await _send_steadily(sender, sent, per_second, seconds)
        await asyncio.sleep(1)
        polling.cancel()
        await consumer.stop()
        await bus.stop()
    cuts, plain = statistics.quantiles(taken, n=100), statistics.quantiles(polled, n=100)
    yield Figure("latency: commit to handler, p50 at 500/s", cuts[49], "ms", plain[49], 5)
    yield Figure("latency: commit to handler, p99 at 500/s", cuts[98], "ms", plain[98], 25)


async def _poll(sender: Place, sent: dict[str, float], taken: list[float]) -> None:
    """What one writes without a tail: look for what is new, sleep 100 ms, look again."""
    position = 0
    while True:
        for row in await sender.pool.fetch(PLAIN_NEXT, position):
            position = row["id"]
            taken.append((time.perf_counter() - sent[row["key"]]) * 1000)
        await asyncio.sleep(0.1)


async def _send_steadily(sender: Place, sent: dict[str, float], per_second: int, seconds: float) -> None:
    async def one(key: str) -> None:
        async with sender.database.transaction("acme") as tx:
            tx.tell(event(key, 1))
            await tx.append_told()
        sent[key] = time.perf_counter()
        sender.database._on_told()

    began = time.perf_counter()
    tasks = []
    for n in range(int(per_second * seconds)):
        await asyncio.sleep(max(0.0, began + n / per_second - time.perf_counter()))
        key = f"k{n}"
        sent[key] = time.perf_counter()
        tasks.append(asyncio.create_task(one(key)))
    await asyncio.gather(*tasks)
