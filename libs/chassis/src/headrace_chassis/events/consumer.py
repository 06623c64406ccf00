"""Lets one service hear the streams it listens to: each event once, in order for its key, none lost.

The bus gives and takes streams; each is followed by a task of its own (following.py), and heard in transactions that
also keep the progress (hearing.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from headrace_chassis.database import Database
from headrace_chassis.events import progress
from headrace_chassis.events.bus import Bus, Delivered, Stream
from headrace_chassis.events.following import Following
from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.events.hearing import Hearing
from headrace_chassis.events.patience import Patient
from headrace_chassis.events.progress import Place
from headrace_chassis.events.retry import Retries
from headrace_chassis.meters import ConsumerMeter
from headrace_chassis.tx import EVERYONE

SCAN = 1000
LOOK_FOR_PARKED = 0.5
LOOK_FOR_REWINDS = 2.0


class Consumer:
    def __init__(self, group: str, database: Database, bus: Bus, handlers: HandlerTable) -> None:
        self.group = group
        self._database = database
        self._bus = bus
        self._handlers = handlers
        self.meter = ConsumerMeter(group)
        self._hearing = Hearing(group, database, bus, handlers, self.meter)
        self._retries = Retries(group, database, handlers, self.meter)
        self._membership = bus.membership(group, handlers.topics, self)
        self._following: dict[Stream, Following] = {}
        self._patients = [Patient(group), Patient(group)]
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def topics(self) -> list[str]:
        return self._handlers.topics

    @property
    def streams(self) -> list[Stream]:
        """What this member follows now."""
        return list(self._following)

    async def start(self) -> None:
        retrying, looking = self._patients
        work = [
            retrying.again_and_again(lambda: self._retry_parked(retrying)),
            looking.again_and_again(lambda: self._look_for_rewinds(looking)),
        ]
        self._tasks = [asyncio.create_task(part, name=f"consumer {self.group}") for part in work]
        await self._membership.join()

    async def stop(self) -> None:
        """Finish the batches under way, begin no other; do not sit out the waits."""
        for patient in self._patients:
            patient.stop()
        await self._membership.leave()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def given(self, streams: Sequence[Stream]) -> None:
        for stream in streams:
            types = self._handlers.types_of(stream.topic)
            self._following[stream] = Following(self.group, stream, types, self._membership, self._hearing)
        self._count()

    async def taken(self, streams: Sequence[Stream]) -> None:
        leaving = [self._following[stream] for stream in streams if stream in self._following]
        await asyncio.gather(*(one.stop() for one in leaving))
        for one in leaving:
            del self._following[one.stream]
        self._count()

    def _count(self) -> None:
        if self.topics:
            self.meter.follows(len(self._following))

    async def progress(self) -> list[tuple[Stream, int, int]]:
        """Each stream of the group with the offset it has been heard to and the offset it has reached."""
        async with self._database.transaction(EVERYONE) as tx:
            places = await progress.places(tx.raw)
        ends = await self._bus.high_waters(list(places))
        return [(stream, place.offset, ends[stream]) for stream, place in places.items()]

    async def replay_topic(self, topic: str, position: int | None, since: datetime | None) -> None:
        for stream in await self._bus.all_streams([topic]):
            await self.replay(stream, position, since)

    async def replay(self, stream: Stream, position: int | None, since: datetime | None) -> None:
        """Let read models hear the stream again from a position or a moment; other handlers hear nothing twice."""
        place = await self._before(stream, position, since)
        if place is None:
            return
        async with self._database.transaction(EVERYONE) as tx:
            await progress.rewind(tx.raw, stream, place)
        if stream in self._following:
            self._following[stream].rewind(place)

    async def _before(self, stream: Stream, position: int | None, since: datetime | None) -> Place | None:
        if position is not None:
            after = position
            return Place(0, 0) if after == 0 else await self._place_before(stream, lambda d: d.event.position > after)
        return await self._place_before(stream, lambda d: since is None or d.event.time >= since)

    async def _place_before(self, stream: Stream, wanted: Callable[[Delivered], bool]) -> Place | None:
        """Before the first event that is wanted; None when there is none."""
        offset = 0
        async with self._bus.reader() as reader:
            while offset < await reader.high_water(stream):
                delivered, offset = await reader.fetch(stream, offset, 0, SCAN, None)
                for one in delivered:
                    if wanted(one):
                        return Place(one.offset - 1, one.event.position - 1)
        return None

    async def _look_for_rewinds(self, patient: Patient) -> None:
        """A replay that was asked of another replica is found in the database."""
        while not patient.stopping:
            await patient.idle(asyncio.sleep(LOOK_FOR_REWINDS))
            await patient.through_faults(self._go_back)

    async def _go_back(self) -> None:
        stood = {stream: one.place for stream, one in self._following.items() if one.place}
        async with self._database.transaction(EVERYONE) as tx:
            kept = await progress.places(tx.raw)
        for stream, place in stood.items():
            if stream in kept and kept[stream].offset < place.offset and stream in self._following:
                self._following[stream].rewind(kept[stream])

    async def _retry_parked(self, patient: Patient) -> None:
        while not patient.stopping:
            if not await patient.through_faults(self.retry_due):
                await patient.idle(asyncio.sleep(LOOK_FOR_PARKED))

    async def retry_due(self) -> bool:
        """Hear what is parked and due, a round for each stream; False when nothing was."""
        return await self._retries.hear_due()
