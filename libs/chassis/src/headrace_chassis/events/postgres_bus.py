"""The embedded default: consumers read the sender's event log itself, behind its watermark. Offset = position."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from headrace_chassis.events.bus import Delivered, Follower, Reader, Stream, service_of
from headrace_chassis.events.tail import Tail, pool_for_reading
from headrace_chassis.events.whole import WholeMembership


class PostgresBus:
    """`url_of(service)` names the database of each sender."""

    name = "postgres"

    def __init__(self, url_of: Callable[[str], str]) -> None:
        self._url_of = url_of
        self._tails: dict[str, Tail] = {}
        self._pools: list[asyncpg.Pool[Any]] = []
        self._opening = asyncio.Lock()

    async def start(self) -> None:
        """Nothing to do: a log is opened when the first stream of it is asked for."""

    async def stop(self) -> None:
        await asyncio.gather(*(tail.stop() for tail in self._tails.values()))
        await asyncio.gather(*(pool.close() for pool in self._pools))

    async def all_streams(self, topics: Sequence[str]) -> list[Stream]:
        return [Stream(topic, 0) for topic in topics]

    def stream_of(self, topic: str, key: str) -> Stream:  # noqa: ARG002 - a topic is one stream
        return Stream(topic, 0)

    def membership(self, group: str, topics: Sequence[str], follower: Follower) -> WholeMembership:  # noqa: ARG002
        return WholeMembership(self, self, topics, follower)

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Reader]:
        yield self

    async def fetch(
        self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        tail = await self._tail(stream)
        events, through = await tail.fetch(max(after, heard), limit, types)
        return [Delivered(event.position, event) for event in events], through

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        return await (await self._tail(stream)).beyond(offset, patience)

    async def high_water(self, stream: Stream) -> int:
        return (await self._tail(stream)).settled

    async def high_waters(self, streams: Sequence[Stream]) -> dict[Stream, int]:
        return {stream: await self.high_water(stream) for stream in streams}

    def poke(self, source: str) -> None:
        if source in self._tails:
            self._tails[source].poke()

    async def _tail(self, stream: Stream) -> Tail:
        source = service_of(stream.topic)
        if source not in self._tails:
            async with self._opening:
                if source not in self._tails:
                    self._tails[source] = await self._open(source)
        return self._tails[source]

    async def _open(self, source: str) -> Tail:
        pool = await pool_for_reading(self._url_of(source), 3)
        self._pools.append(pool)
        tail = Tail(source, pool)
        await tail.start()
        return tail
