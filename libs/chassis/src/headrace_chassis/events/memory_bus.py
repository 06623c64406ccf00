"""A bus inside one process, fed by relays; for tests. It keeps everything until it is dropped."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from headrace_chassis.events.bus import Delivered, Follower, Reader, Stream
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.whole import WholeMembership


class MemoryBus:
    name = "memory"

    def __init__(self) -> None:
        self._kept: dict[str, list[Envelope]] = defaultdict(list)
        self._news = asyncio.Condition()

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def publish(self, events: Sequence[Envelope]) -> None:
        async with self._news:
            for event in events:
                self._kept[event.topic].append(event)
            self._news.notify_all()

    @asynccontextmanager
    async def session(self, topic: str) -> AsyncIterator[MemorySession]:  # noqa: ARG002 - an event knows its topic
        yield MemorySession(self)

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
        kept = self._kept[stream.topic]
        through = min(after + limit, len(kept))
        found = [Delivered(i + 1, kept[i]) for i in range(after, through) if kept[i].position > heard]
        return [one for one in found if types is None or one.event.type in types], through

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        kept = self._kept[stream.topic]
        try:
            async with asyncio.timeout(patience), self._news:
                await self._news.wait_for(lambda: len(kept) > offset)
        except TimeoutError:
            return False
        return True

    async def high_water(self, stream: Stream) -> int:
        return len(self._kept[stream.topic])

    async def high_waters(self, streams: Sequence[Stream]) -> dict[Stream, int]:
        return {stream: await self.high_water(stream) for stream in streams}

    def poke(self, source: str) -> None:
        """Relays do the carrying here."""


class MemorySession:
    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus

    def pack(self, events: Sequence[Envelope]) -> Sequence[Envelope]:
        return events

    async def send(self, packed: Sequence[Envelope]) -> None:
        await self._bus.publish(packed)
