"""The embedded bus, and a loop that looks into the table ten times a second."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from headrace_chassis.events.bus import Bus, Delivered, Stream
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_testkit.benchmarks.ground import Place, new_event
from headrace_testkit.benchmarks.transports import PLAIN_EVENT, PLAIN_NEXT, PLAIN_STATE, SOURCE

PLAIN_POLL = 0.1


class OnPostgres:
    name = "PostgreSQL"

    @asynccontextmanager
    async def bus(self, sender: Place) -> AsyncIterator[Bus]:
        async with self._poked(PostgresBus(lambda _: sender.url), sender) as bus:
            yield bus

    @asynccontextmanager
    async def repeating_bus(self, sender: Place) -> AsyncIterator[Bus]:
        async with self._poked(RepeatingBus(lambda _: sender.url), sender) as bus:
            yield bus

    @asynccontextmanager
    async def _poked(self, bus: PostgresBus, sender: Place) -> AsyncIterator[Bus]:
        sender.told = lambda: bus.poke(SOURCE)
        try:
            yield bus
        finally:
            await bus.stop()

    async def carry(self, sender: Place, events: int) -> None:
        """They are read where they are."""

    async def plain_portions(self, sender: Place) -> AsyncIterator[list[bytes]]:
        position = 0
        while True:
            rows = await sender.pool.fetch(PLAIN_NEXT, position)
            if rows:
                position = rows[-1]["id"]
                yield [row["data"] for row in rows]
            else:
                await asyncio.sleep(PLAIN_POLL)

    @asynccontextmanager
    async def plain_teller(self, sender: Place) -> AsyncIterator[InTable]:
        yield InTable(sender)


class RepeatingBus(PostgresBus):
    """Delivers what was heard too, as to a replica that comes second: of itself this bus would not read it."""

    async def fetch(
        self,
        stream: Stream,
        after: int,
        heard: int,  # noqa: ARG002
        limit: int,
        types: Sequence[str] | None,
    ) -> tuple[list[Delivered], int]:
        return await super().fetch(stream, after, 0, limit, types)


class InTable:
    def __init__(self, sender: Place) -> None:
        self._sender = sender

    async def tell(self, key: str) -> None:
        e = new_event(key, 1)
        values = (uuid.uuid4(), e.type, e.key, e.tenant, e.plant, e.version, e.time, e.traceparent, e.data)
        async with self._sender.pool.acquire() as connection, connection.transaction():
            await connection.execute(PLAIN_STATE, key)
            await connection.execute(PLAIN_EVENT, *values)
