"""How fast events are heard: in sets, one by one, and those that were heard before."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from types import SimpleNamespace
from typing import Any

from headrace_chassis.events.bus import Bus
from headrace_chassis.events.consumer import Consumer
from headrace_chassis.events.handlers import HandlerTable, hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.benchmarks.figures import Figure, in_turns, per_second
from headrace_testkit.benchmarks.ground import HEARER, SENDER, Ground, Place, filled
from headrace_testkit.benchmarks.transports import Transport

EVENTS = 60_000
PLAIN_EVENTS = 2_000
BY_SET = "INSERT INTO effect SELECT * FROM unnest($1::text[], $2::int[])"
BY_ONE = "INSERT INTO effect VALUES ($1, $2)"
HEARD = "SELECT coalesce(sum(next_offset), 0)::int FROM inbox_progress"


@hears_batch(OrganisationRegistered)
async def by_set(events: Sequence[OrganisationRegistered], tx: Tx) -> None:
    await tx.raw.execute(BY_SET, [e.key for e in events], [int(e.name) for e in events])


@hears(OrganisationRegistered)
async def by_one(event: OrganisationRegistered, tx: Tx) -> None:
    await tx.raw.execute(BY_ONE, event.key, int(event.name))


async def figures(ground: Ground, transport: Transport) -> AsyncIterator[Figure]:
    """The baseline of effects is a transaction for each event; that of repeats a loop that only takes and counts."""
    async with ground.place(SENDER) as sender, ground.place(HEARER) as hearer:
        await filled(sender, EVENTS)
        await transport.carry(sender, EVENTS)
        run = _Run(transport, sender, hearer)
        taken = await in_turns(
            plain=per_second(run.plain),
            sets=lambda: run.anew(by_set),
            singly=lambda: run.anew(by_one),
            counting=per_second(run.count),
            repeats=run.again,
        )
    name, plain = f"hear from {transport.name}", taken["plain"]
    yield Figure(f"{name}: in sets", taken["sets"], "events/s", plain, 60_000)
    yield Figure(f"{name}: a handler for each event", taken["singly"], "events/s", plain, 12_000)
    yield Figure(f"{name}: repeats skipped", taken["repeats"], "events/s", taken["counting"], 120_000)


class _Run:
    def __init__(self, transport: Transport, sender: Place, hearer: Place) -> None:
        self._transport = transport
        self._sender = sender
        self._hearer = hearer

    async def plain(self) -> int:
        """One transaction an event: effect and last position."""
        done = 0
        async with self._hearer.pool.acquire() as connection, aclosing(self._portions()) as portions:
            async for portion in portions:
                for data in portion:
                    done += 1
                    one = OrganisationRegistered.from_wire(data)
                    async with connection.transaction():
                        await connection.execute(BY_ONE, one.key, int(one.name))
                        await connection.execute("UPDATE relay_progress SET position = $1", done)
                if done >= PLAIN_EVENTS:
                    break
        return done

    async def count(self) -> int:
        done = 0
        async with aclosing(self._portions()) as portions:
            async for portion in portions:
                done += len(portion)
                if done >= EVENTS:
                    break
        return done

    def _portions(self) -> Any:
        return self._transport.plain_portions(self._sender)

    async def anew(self, handler: Any) -> float:
        await self._hearer.pool.execute("DELETE FROM inbox_progress")
        await self._hearer.pool.execute("DELETE FROM effect")
        async with self._transport.bus(self._sender) as bus:
            return await self._hear(bus, handler)

    async def again(self) -> float:
        """Everything is delivered once more; what was heard stays heard."""
        await self._hearer.pool.execute("UPDATE inbox_progress SET next_offset = 0")
        async with self._transport.repeating_bus(self._sender) as bus:
            return await self._hear(bus, by_one)

    async def _hear(self, bus: Bus, handler: Any) -> float:
        """From the first batch that is heard to the last: joining the group is not counted."""
        table = HandlerTable([SimpleNamespace(handler=handler)])  # type: ignore[list-item]
        consumer = Consumer("bench", self._hearer.database, bus, table)
        await consumer.start()
        first = await self._heard_beyond(1)
        began = time.perf_counter()
        last = await self._heard_beyond(EVENTS)
        ended = time.perf_counter()
        await consumer.stop()
        return (last - first) / (ended - began)

    async def _heard_beyond(self, offset: int) -> int:
        while (heard := int(await self._hearer.pool.fetchval(HEARD))) < offset:  # noqa: ASYNC110 - the database changes
            await asyncio.sleep(0.005)
        return heard
