"""Hears what was fetched of a stream: effects, the events they cause and the progress are one transaction.

When it fails the batch is halved until the bad event stands alone; that one is parked (parking.py) and stops nobody
but later events of its own key.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from headrace_chassis import clock, logs
from headrace_chassis.database import Database
from headrace_chassis.events import parking, progress, spans
from headrace_chassis.events.bus import Bus, Delivered, Stream
from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.events.progress import Place
from headrace_chassis.faults import describe, is_passing
from headrace_chassis.meters import ConsumerMeter
from headrace_chassis.tx import EVERYONE, Tx

logger = logging.getLogger(__name__)


class Hearing:
    def __init__(self, group: str, database: Database, bus: Bus, handlers: HandlerTable, meter: ConsumerMeter) -> None:
        self._group = group
        self._database = database
        self._bus = bus
        self._handlers = handlers
        self._meter = meter

    async def opened(self, stream: Stream, origin: str) -> Place:
        """The place from which to go on in the log that `origin` names.

        A partition that was added and is empty still will get only events that come after all that was heard before.
        """
        streams = await self._bus.all_streams([stream.topic])
        async with self._database.transaction(EVERYONE) as tx:
            newest = await progress.newest(tx.raw, stream, origin)
        heard = newest if newest and await self._bus.high_water(stream) == 0 else 0
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.opened(tx.raw, stream, origin, len(streams), heard)
            await parking.gather(tx.raw, stream, self._bus.stream_of)
        return known.place

    async def start_over(self, stream: Stream) -> None:
        """Go on from the stream's first event; what was heard stays heard."""
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            await progress.advance(tx.raw, stream, Place(0, known.heard))

    async def hear(self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int) -> Place:
        """Hear what was fetched after `after`. Returns the place from which to go on.

        That is beyond `through` when another replica was faster, before it when the stream was rewound meanwhile.
        """
        try:
            events = [one.event for one in delivered]
            with self._meter.batch_seconds.time(), spans.together("hear", "consumer", stream.topic, events):
                return await self._hear_at_once(stream, after, delivered, through)
        except Exception as error:
            if is_passing(error):
                raise
            if len(delivered) == 1:
                return await self._park(stream, after, delivered[0], through, error)
        half = len(delivered) // 2
        middle = delivered[half - 1].offset
        reached = await self.hear(stream, after, delivered[:half], middle)
        return reached if reached.offset < middle else await self.hear(stream, middle, delivered[half:], through)

    async def _hear_at_once(self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int) -> Place:
        """It begins as the first event's tenant, which saves the change: the progress belongs to nobody."""
        async with self._database.transaction(delivered[0].event.tenant if delivered else EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            if known.offset < after:
                return known.place
            fresh = unheard(delivered, known.heard)
            free = await self._leave_held(tx, stream, fresh) if known.any_parked else fresh
            await self._handlers.dispatch(tx, [d.event for d in free], replayed_until=known.replay_until)
            heard = fresh[-1].event.position if fresh else known.heard
            reached = Place(max(through, known.offset), heard)
            await progress.advance(tx.raw, stream, reached)
        self._meter.heard.inc(len(fresh))
        return reached

    async def _leave_held(self, tx: Tx, stream: Stream, fresh: list[Delivered]) -> list[Delivered]:
        await tx.act_for(EVERYONE)
        held = await parking.held_keys(tx.raw, stream, [d.event.key for d in fresh])
        await parking.park(tx.raw, stream, [d for d in fresh if d.event.key in held], clock.wall())
        return [d for d in fresh if d.event.key not in held]

    async def _park(self, stream: Stream, after: int, bad: Delivered, through: int, error: Exception) -> Place:
        self._meter.failures.inc()
        words, facts = "%s can't hear %s of %s", logs.facts_of(bad.event)
        logger.error(words, self._group, bad.event.type, bad.event.key, exc_info=error, extra=facts)
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            if known.offset < after:
                return known.place
            if bad.event.position > known.heard:
                await parking.park(tx.raw, stream, [bad], clock.wall(), error=describe(error))
            reached = Place(max(through, known.offset), max(known.heard, bad.event.position))
            await progress.advance(tx.raw, stream, reached)
        return reached


def unheard(delivered: Sequence[Delivered], heard: int) -> list[Delivered]:
    """What comes after position `heard`. Positions rise in a stream: one that doesn't was sent again."""
    fresh = []
    for one in delivered:
        if one.event.position > heard:
            fresh.append(one)
            heard = one.event.position
    return fresh
