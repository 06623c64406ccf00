"""Follows one service's event log: knows how far it is settled, and wakes those who wait for more.

One tail serves all readers of a database in a process, so the watermark costs one transaction id for all of them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import asyncpg

from headrace_chassis.events import log, watermark
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.grants import FOR_THE_PLATFORM
from headrace_chassis.tx import EVERYONE

logger = logging.getLogger(__name__)
POLL = 0.25
BREATH = 0.002


def pool_for_reading(url: str, largest: int) -> asyncpg.Pool[Any]:
    """Of connections that see every tenant's events and change nothing of theirs, so nothing is reset after use."""

    async def left_as_it_is(_: object) -> None: ...

    settings = {"app.tenant": EVERYONE, "role": FOR_THE_PLATFORM}
    return asyncpg.create_pool(url, min_size=1, max_size=largest, server_settings=settings, reset=left_as_it_is)


class Tail:
    """`poke()` says that something was just committed here; commits elsewhere are found by polling every 250 ms.

    The first commit is looked for at once; what is committed in the next 2 ms is then found together.
    """

    def __init__(self, source: str, pool: asyncpg.Pool[Any]) -> None:
        self.source = source
        self.settled = 0
        self._pool = pool
        self._poked = asyncio.Event()
        self._news = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        async with self._pool.acquire() as connection:
            self.settled = await watermark.settle(connection)
        self._task = asyncio.create_task(self._follow(), name=f"tail {self.source}")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def poke(self) -> None:
        self._poked.set()

    async def beyond(self, position: int, patience: float) -> bool:
        """Wait until something after `position` is settled; False when `patience` seconds pass without."""
        if self.settled > position:
            return True
        try:
            async with asyncio.timeout(patience), self._news:
                await self._news.wait_for(lambda: self.settled > position)
        except TimeoutError:
            return False
        return True

    async def fetch(self, after: int, limit: int, types: Sequence[str] | None) -> tuple[list[Envelope], int]:
        """The next settled events, and the position up to which the log has now been looked through."""
        settled = self.settled
        async with self._pool.acquire() as connection:
            events = await log.read(connection, self.source, after=after, up_to=settled, limit=limit, types=types)
        return events, events[-1].position if len(events) == limit else max(after, settled)

    async def _follow(self) -> None:
        while True:
            try:
                await self._wait_for_poke()
                await self._look()
                await asyncio.sleep(BREATH)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                logger.warning("the event log of %s can't be read, trying again: %s", self.source, error)
                await asyncio.sleep(POLL)

    async def _wait_for_poke(self) -> None:
        try:
            async with asyncio.timeout(POLL):
                await self._poked.wait()
        except TimeoutError:
            pass
        self._poked.clear()

    async def _look(self) -> None:
        async with self._pool.acquire() as connection:
            if await watermark.last_drawn(connection) <= self.settled:
                return
            settled = await watermark.settle(connection)
        async with self._news:
            self.settled = settled
            self._news.notify_all()
