"""Lets a read model hear the past of a stream beside running work, until it meets what the service has heard.

It has a place of its own. Meanwhile it hears nothing new. When it has once come as far as the service had, what came
since is heard in a transaction that holds the service's progress: there the two meet, and hear on together.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import asyncpg

from headrace_chassis import clock
from headrace_chassis.database import Database
from headrace_chassis.events import parking, progress, read_models
from headrace_chassis.events.bus import Delivered, Reader, Stream, StreamStartsOver
from headrace_chassis.events.halving import Halving, unheard
from headrace_chassis.events.handlers import HandlerTable, Kept, Listeners
from headrace_chassis.events.progress import Place, Progress
from headrace_chassis.faults import describe
from headrace_chassis.meters import ConsumerMeter
from headrace_chassis.tx import EVERYONE, Tx

logger = logging.getLogger(__name__)
BATCH = 500
OPEN = """
    INSERT INTO read_model_past (topic, partition, read_model, next_offset, heard, origin)
    SELECT $1, $2, name, 0, 0, origin FROM inbox_progress, unnest($3::text[]) name WHERE topic = $1 AND partition = $2
        ON CONFLICT DO NOTHING
"""
REWIND = """
    INSERT INTO read_model_past AS past (topic, partition, read_model, next_offset, heard, origin)
    SELECT $1, $2, name, $4, $5, origin FROM inbox_progress, unnest($3::text[]) name WHERE topic = $1 AND partition = $2
        ON CONFLICT (topic, partition, read_model) DO UPDATE
       SET next_offset = least(past.next_offset, $4), heard = least(past.heard, $5), origin = excluded.origin
"""
PLACE = """
    SELECT CASE WHEN p.origin = i.origin THEN p.next_offset ELSE 0 END, p.heard, i.next_offset,
           greatest(i.heard, i.replay_until), i.read_models
      FROM read_model_past p JOIN inbox_progress i USING (topic, partition)
     WHERE topic = $1 AND partition = $2 AND read_model = $3
"""
LOCK = PLACE + " FOR UPDATE OF p"
ADVANCE = """
    UPDATE read_model_past p SET next_offset = $4, heard = $5, origin = i.origin FROM inbox_progress i
     WHERE (p.topic, p.partition) = (i.topic, i.partition) AND p.topic = $1 AND p.partition = $2 AND read_model = $3
"""
DONE = "DELETE FROM read_model_past WHERE topic = $1 AND partition = $2 AND read_model = $3"
ALL = "SELECT topic, partition, read_model, next_offset FROM read_model_past"


class Standing(NamedTuple):
    """How far a read model has heard the past, and how far its service has heard all."""

    place: Place
    service: Place


async def rewind(
    connection: asyncpg.Connection[Any], stream: Stream, names: Sequence[str], place: Place, marks: str
) -> None:
    """Let these read models hear again what came after `place`; the stream's progress is locked and has these marks."""
    await connection.execute(REWIND, *stream, names, *place)
    await progress.mark(connection, stream, read_models.with_behind(marks, names))


async def begin(
    connection: asyncpg.Connection[Any], group: str, stream: Stream, known: Progress, own: Mapping[str, Kept]
) -> None:
    """Mark what this build keeps of the stream, whose progress is locked; what is new hears the past."""
    marks, fresh = read_models.begun(known.read_models, own, heard_before=known.place != Place(0, 0))
    if marks != known.read_models:
        await progress.mark(connection, stream, marks)
    if behind := read_models.behind(marks, own):
        await connection.execute(OPEN, *stream, sorted(behind))
    if fresh:
        await parking.forget(connection, stream, fresh)
        await rewind(connection, stream, fresh, Place(0, 0), marks)
        logger.info("%s: %s begin to hear the past of %s %s", group, " and ".join(fresh), *stream)


async def offsets(connection: asyncpg.Connection[Any]) -> dict[tuple[Stream, str], int]:
    return {(Stream(topic, part), name): offset for topic, part, name, offset in await connection.fetch(ALL)}


class Past(Halving):
    """One read model's past of one stream."""

    def __init__(
        self,
        group: str,
        database: Database,
        handlers: HandlerTable,
        meter: ConsumerMeter,
        reader: Reader,
        stream: Stream,
        name: str,
    ) -> None:
        super().__init__(group, meter)
        self._database = database
        self._handlers = handlers
        self._reader = reader
        self._stream = stream
        self._name = name
        self._types = sorted(handlers.kept(stream.topic)[name].types)
        self._end = 0
        self._service = Place(0, 0)
        self._is_close = False
        self._meets = False

    async def hear_more(self) -> bool:
        """A batch; False when the past is heard."""
        standing = await self._standing()
        if standing is None:
            return False
        place = standing.place
        self._end = await self._reader.high_water(self._stream)
        delivered, through = await self._fetched(place)
        self._service = standing.service
        close = through >= standing.service.offset
        self._meets, self._is_close = close and self._is_close, close
        await self.hear(self._stream, place.offset, delivered, through)
        return True

    async def _standing(self) -> Standing | None:
        """None when it is not behind, or another build's."""
        async with self._database.transaction(EVERYONE) as tx:
            row = await tx.raw.fetchrow(PLACE, *self._stream, self._name)
        if row is None or self._name not in read_models.behind(row[4], self._handlers.kept(self._stream.topic)):
            return None
        return Standing(Place(row[0], row[1]), Place(row[2], row[3]))

    async def _fetched(self, place: Place) -> tuple[list[Delivered], int]:
        if place.offset >= self._end:
            return [], place.offset
        try:
            return await self._reader.fetch(self._stream, place.offset, place.heard, BATCH, self._types)
        except StreamStartsOver:
            return [], 0

    async def _hear_at_once(self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int) -> Place:
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream) if self._meets else None
            service = known.place if known else self._service
            row = await tx.raw.fetchrow(LOCK, *stream, self._name)
            if row is None or row[0] != after:
                return Place(row[0], row[1]) if row else Place(through, 0)
            place = Place(row[0], row[1])
            due = [d for d in delivered if _is_heard(d, service)]
            later = delivered[len(due) :]
            fresh = unheard(due, place.heard)
            await self._dispatch(tx, fresh)
            heard = fresh[-1].event.position if fresh else place.heard
            if known and through >= service.offset and (later or through >= self._end):
                await self._join(tx, known.read_models)
                return Place(through, heard)
            reached = Place(later[0].offset - 1 if later else through, heard)
            await tx.raw.execute(ADVANCE, *stream, self._name, *reached)
        self.meter.heard.inc(len(fresh))
        return reached

    async def _dispatch(self, tx: Tx, fresh: Sequence[Delivered]) -> None:
        held = await parking.held(tx.raw, self._stream, [d.event.key for d in fresh])
        waiting = [d for d in fresh if held.holds(d.event, self._name)]
        await parking.park(tx.raw, self._stream, [(d, [self._name]) for d in waiting], clock.wall())
        free = [d.event for d in fresh if not held.holds(d.event, self._name)]
        only = Listeners(only=frozenset({self._name}))
        await self._handlers.dispatch(tx, free, lambda _: only)

    async def _join(self, tx: Tx, marks: str) -> None:
        await tx.raw.execute(DONE, *self._stream, self._name)
        await progress.mark(tx.raw, self._stream, read_models.with_behind(marks, [self._name], so=False))
        logger.info("%s: the read model %s has heard the past of %s %s", self.group, self._name, *self._stream)

    async def _park(self, stream: Stream, after: int, bad: Delivered, through: int, error: Exception) -> Place:
        async with self._database.transaction(EVERYONE) as tx:
            row = await tx.raw.fetchrow(LOCK, *stream, self._name)
            if row is None or row[0] != after:
                return Place(row[0], row[1]) if row else Place(through, 0)
            await parking.park(tx.raw, stream, [(bad, [self._name])], clock.wall(), error=describe(error))
            reached = Place(through, max(row[1], bad.event.position))
            await tx.raw.execute(ADVANCE, *stream, self._name, *reached)
        return reached


def _is_heard(one: Delivered, service: Place) -> bool:
    return one.offset <= service.offset or one.event.position <= service.heard
