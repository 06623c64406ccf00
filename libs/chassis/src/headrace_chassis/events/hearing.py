"""Hears what was fetched of a stream: effects, the events they cause and the progress are one transaction.

When it fails the batch is halved until the bad event stands alone; that one is parked (parking.py) and stops nobody
but later events of its own key.
"""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis import clock
from headrace_chassis.database import Database
from headrace_chassis.events import parking, past, progress, read_models
from headrace_chassis.events.bus import Bus, Delivered, Stream
from headrace_chassis.events.halving import Halving, unheard
from headrace_chassis.events.handlers import ALL, HandlerTable, Listeners
from headrace_chassis.events.parking import Held
from headrace_chassis.events.progress import Place, Progress
from headrace_chassis.faults import describe
from headrace_chassis.meters import ConsumerMeter
from headrace_chassis.tx import EVERYONE, Tx


class Hearing(Halving):
    def __init__(self, group: str, database: Database, bus: Bus, handlers: HandlerTable, meter: ConsumerMeter) -> None:
        super().__init__(group, meter)
        self._database = database
        self._bus = bus
        self._handlers = handlers

    async def opened(self, stream: Stream, origin: str) -> Place:
        """The place from which to go on in the log that `origin` names.

        A partition that was added and is empty still will get only events that come after all that was heard before.
        Read models that are new, or kept in another way than before, begin to hear the past.
        """
        streams = await self._bus.all_streams([stream.topic])
        async with self._database.transaction(EVERYONE) as tx:
            newest = await progress.newest(tx.raw, stream, origin)
        heard = newest if newest and await self._bus.high_water(stream) == 0 else 0
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.opened(tx.raw, stream, origin, len(streams), heard)
            await parking.gather(tx.raw, stream, self._bus.stream_of)
            await past.begin(tx.raw, self.group, stream, known, self._handlers.kept(stream.topic))
        return known.place

    async def start_over(self, stream: Stream) -> None:
        """Go on from the stream's first event; what was heard stays heard."""
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            await progress.advance(tx.raw, stream, Place(0, known.heard))

    async def _hear_at_once(self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int) -> Place:
        """It begins as the first event's tenant, which saves the change: the progress belongs to nobody."""
        async with self._database.transaction(delivered[0].event.tenant if delivered else EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            if known.offset < after:
                return known.place
            fresh = unheard(delivered, known.heard)
            await self._dispatch(tx, stream, known, fresh)
            heard = fresh[-1].event.position if fresh else known.heard
            reached = Place(max(through, known.offset), heard)
            await progress.advance(tx.raw, stream, reached)
        self.meter.heard.inc(len(fresh))
        return reached

    async def _dispatch(self, tx: Tx, stream: Stream, known: Progress, fresh: list[Delivered]) -> None:
        """To all but read models that hear the past yet; those that other builds keep are left behind here."""
        own = self._handlers.kept(stream.topic)
        if lacking := read_models.left_behind(known.read_models, own):
            await past.rewind(tx.raw, stream, lacking, known.place, known.read_models)
        behind = read_models.behind(known.read_models, own)
        listeners = Listeners(but=behind) if behind else ALL
        if not known.any_parked:
            await self._handlers.dispatch(tx, [d.event for d in fresh], lambda _: listeners)
            return
        held = await self._leave_held(tx, stream, fresh)
        free = [d.event for d in fresh if not held.holds_all(d.event)]
        await self._handlers.dispatch(tx, free, lambda event: Listeners(but=behind | held.models(event)))

    async def _leave_held(self, tx: Tx, stream: Stream, fresh: Sequence[Delivered]) -> Held:
        await tx.act_for(EVERYONE)
        held = await parking.held(tx.raw, stream, [d.event.key for d in fresh])
        wait: list[tuple[Delivered, list[str] | None]] = []
        for one in fresh:
            if held.holds_all(one.event):
                wait.append((one, None))
            elif models := held.models(one.event):
                wait.append((one, sorted(models)))
        await parking.park(tx.raw, stream, wait, clock.wall())
        return held

    async def _park(self, stream: Stream, after: int, bad: Delivered, through: int, error: Exception) -> Place:
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            if known.offset < after:
                return known.place
            if bad.event.position > known.heard:
                await parking.park(tx.raw, stream, [(bad, None)], clock.wall(), error=describe(error))
            reached = Place(max(through, known.offset), max(known.heard, bad.event.position))
            await progress.advance(tx.raw, stream, reached)
        return reached
