"""Follows one stream: waits, fetches, hears, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from headrace_chassis.events.bus import Membership, Stream, StreamStartsOver
from headrace_chassis.events.hearing import Hearing
from headrace_chassis.events.patience import Patient
from headrace_chassis.events.progress import Place

logger = logging.getLogger(__name__)
BATCH = 500
PATIENCE = 1.0


class Following:
    """`place` is where it stands; None until that has been read from the database."""

    def __init__(
        self, group: str, stream: Stream, types: Sequence[str], membership: Membership, hearing: Hearing
    ) -> None:
        self.stream = stream
        self.place: Place | None = None
        self._group = group
        self._types = types
        self._membership = membership
        self._hearing = hearing
        self._patient = Patient(f"{group} on {stream.topic} {stream.partition}")
        work = self._patient.again_and_again(self._follow)
        self._task = asyncio.create_task(work, name=f"consumer {group} {stream.topic} {stream.partition}")

    async def stop(self) -> None:
        """Finish the batch under way, begin no other; do not sit out the waits."""
        self._patient.stop()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        self.place = await self._patient.through_faults(self._opened)
        self._membership.note(self.stream, self.place.offset)
        while not self._patient.stopping:
            try:
                if await self._patient.through_faults(self._anything_new):
                    self.place = await self._patient.through_faults(self._next)
                    self._membership.note(self.stream, self.place.offset)
            except StreamStartsOver as why:
                logger.error("%s: %s", self._group, why)
                await self._patient.through_faults(lambda: self._hearing.start_over(self.stream))
                self.place = await self._patient.through_faults(self._opened)

    async def _opened(self) -> Place:
        return await self._hearing.opened(self.stream, await self._membership.origin(self.stream.topic))

    async def _anything_new(self) -> bool:
        assert self.place is not None
        return await self._patient.idle(self._membership.beyond(self.stream, self.place.offset, PATIENCE))

    async def _next(self) -> Place:
        assert self.place is not None
        offset, heard = self.place
        delivered, through = await self._membership.fetch(self.stream, offset, heard, BATCH, self._types)
        return await self._hearing.hear(self.stream, offset, delivered, through)
