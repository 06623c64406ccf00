"""Membership on a bus that gives each member all streams: their progress' row lock divides the work."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.bus import LOG, Bus, Delivered, Follower, Reader, Stream
from headrace_chassis.events.read_ahead import ReadAhead


class WholeMembership:
    def __init__(self, bus: Bus, reader: Reader, topics: Sequence[str], follower: Follower) -> None:
        self._bus = bus
        self._reader = reader
        self._ahead = ReadAhead(reader)
        self._topics = topics
        self._follower = follower
        self._given: list[Stream] = []

    async def join(self) -> None:
        self._given = await self._bus.all_streams(self._topics)
        await self._follower.given(self._given)

    async def origin(self, topic: str) -> str:  # noqa: ARG002 - every topic is its sender's log
        return LOG

    async def leave(self) -> None:
        await self._follower.taken(self._given)
        await self._ahead.stop()

    def note(self, stream: Stream, offset: int) -> None:
        """Nobody asks this bus; the group's database knows."""

    async def fetch(
        self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        return await self._ahead.fetch(stream, after, heard, limit, types)

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        return await self._reader.beyond(stream, offset, patience)

    async def high_water(self, stream: Stream) -> int:
        return await self._reader.high_water(stream)
