"""Lets one service hear the streams it listens to: each event once, in order for its key, none lost.

The bus gives and takes streams; each is followed by a task of its own (following.py), and heard in transactions that
also keep the progress (hearing.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from headrace_chassis.database import Database
from headrace_chassis.events import past, progress, read_models
from headrace_chassis.events.bus import Bus, Delivered, Stream
from headrace_chassis.events.following import Following
from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.events.hearing import Hearing
from headrace_chassis.events.past import Past
from headrace_chassis.events.patience import Patient
from headrace_chassis.events.progress import Place
from headrace_chassis.events.retry import Retries
from headrace_chassis.meters import ConsumerMeter
from headrace_chassis.tx import EVERYONE

SCAN = 1000
LOOK_FOR_PARKED = 0.5
LOOK_FOR_PAST = 2.0


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
        retrying, catching_up = self._patients
        work = [
            retrying.again_and_again(lambda: self._retry_parked(retrying)),
            catching_up.again_and_again(lambda: self._hear_the_past(catching_up)),
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
        """Let read models hear the stream again from a position or a moment, beside all else that is heard."""
        place = await self._before(stream, position, since)
        names = sorted(self._handlers.kept(stream.topic))
        if place is None or not names:
            return
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            await past.rewind(tx.raw, stream, names, place, known.read_models)

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

    async def behind(self) -> dict[tuple[Stream, str], int | None]:
        """For each read model of each stream how many offsets of the past it has yet to hear; None when none."""
        async with self._database.transaction(EVERYONE) as tx:
            marks = await progress.marks(tx.raw)
            heard = await past.offsets(tx.raw)
            service = await progress.places(tx.raw)
        found: dict[tuple[Stream, str], int | None] = {}
        for stream, text in marks.items():
            own = self._handlers.kept(stream.topic)
            waiting = read_models.behind(text, own)
            for name in own:
                left = max(0, service[stream].offset - heard.get((stream, name), 0))
                found[stream, name] = left if name in waiting else None
        return found

    async def _hear_the_past(self, patient: Patient) -> None:
        while not patient.stopping:
            for (stream, name), left in (await patient.through_faults(self.behind)).items():
                if left is not None and stream in self._following:
                    await self._catch_up(patient, stream, name)
            await patient.idle(asyncio.sleep(LOOK_FOR_PAST))

    async def _catch_up(self, patient: Patient, stream: Stream, name: str) -> None:
        async with self._bus.reader() as reader:
            hearing = Past(self.group, self._database, self._handlers, self.meter, reader, stream, name)
            while not patient.stopping and stream in self._following:
                if not await patient.through_faults(hearing.hear_more):
                    return

    async def _retry_parked(self, patient: Patient) -> None:
        while not patient.stopping:
            if not await patient.through_faults(self.retry_due):
                await patient.idle(asyncio.sleep(LOOK_FOR_PARKED))

    async def retry_due(self) -> bool:
        """Hear what is parked and due, a round for each stream; False when nothing was."""
        return await self._retries.hear_due()
