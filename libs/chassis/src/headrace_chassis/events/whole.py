"""Membership on a bus that gives each member all streams: their progress' row lock divides the work."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.bus import Bus, Delivered, Follower, Reader, Stream


class WholeMembership:
    def __init__(self, bus: Bus, reader: Reader, topics: Sequence[str], follower: Follower) -> None:
        self._bus = bus
        self._reader = reader
        self._topics = topics
        self._follower = follower
        self._given: list[Stream] = []

    async def join(self) -> None:
        self._given = await self._bus.all_streams(self._topics)
        await self._follower.given(self._given)

    async def leave(self) -> None:
        await self._follower.taken(self._given)

    def note(self, stream: Stream, offset: int) -> None:
        """Nobody asks this bus; the group's database knows."""

    async def fetch(
        self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        return await self._reader.fetch(stream, after, heard, limit, types)

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        return await self._reader.beyond(stream, offset, patience)

    async def high_water(self, stream: Stream) -> int:
        return await self._reader.high_water(stream)
