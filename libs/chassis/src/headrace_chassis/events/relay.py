"""Carries one service's settled events to a bus that does not read the log itself.

It sends, then notes how far it came: after a crash the last batch is sent again, in the same order, and consumers
tell the repeats by the position that each event carries. One relay leads at a time, by an advisory lock.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import asyncpg

from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.tail import Tail

logger = logging.getLogger(__name__)
BATCH = 1000
LEADER_LOCK = 0x48656164
Publish = Callable[[Sequence[Envelope]], Awaitable[None]]


class Relay:
    def __init__(self, tail: Tail, pool: asyncpg.Pool[Any], publish: Publish) -> None:
        self._tail = tail
        self._pool = pool
        self._publish = publish

    async def run(self) -> None:
        """Until cancelled: lead if nobody else does, and carry on where the last leader stopped."""
        while True:
            try:
                async with self._pool.acquire() as connection:
                    if await connection.fetchval("SELECT pg_try_advisory_lock($1)", LEADER_LOCK):
                        await self._lead(connection)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("the relay of %s lost its database, trying again: %s", self._tail.source, error)
            await asyncio.sleep(0.5)

    async def _lead(self, connection: asyncpg.Connection[Any]) -> None:
        position = await connection.fetchval("SELECT position FROM relay_progress")
        while True:
            if not await self._tail.beyond(position, patience=1.0):
                await connection.fetchval("SELECT 1")
                continue
            events, position = await self._tail.fetch(position, BATCH, None)
            await self._publish(events)
            await connection.execute("UPDATE relay_progress SET position = $1", position)
