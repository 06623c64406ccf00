"""Hears parked events again when their time has come: many at once, in order for each key, each with one effect.

A round takes the due events of a stream with what waits behind them and hears all in one transaction. When that fails
it is halved until the bad event stands alone; that one has failed once more, and what is behind it stays behind.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from headrace_chassis import clock
from headrace_chassis.database import Database
from headrace_chassis.events import parking, progress
from headrace_chassis.events.bus import Stream
from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.events.parking import Waiting
from headrace_chassis.faults import describe, is_passing
from headrace_chassis.meters import ConsumerMeter
from headrace_chassis.tx import EVERYONE

logger = logging.getLogger(__name__)
ROUND = 500


class Retries:
    def __init__(self, group: str, database: Database, handlers: HandlerTable, meter: ConsumerMeter) -> None:
        self._group = group
        self._database = database
        self._handlers = handlers
        self._meter = meter

    async def hear_due(self) -> bool:
        """One round for each stream; False when nothing was due."""
        async with self._database.transaction(EVERYONE) as tx:
            now = clock.wall()
            streams = await parking.streams_due(tx.raw, now)
            due = [(stream, await parking.due(tx.raw, stream, now, ROUND)) for stream in streams]
        for stream, waiting in due:
            await self._hear(stream, waiting)
        return bool(due)

    async def _hear(self, stream: Stream, waiting: Sequence[Waiting]) -> set[tuple[str, bool]]:
        """Returns the turns that are held up by an event that failed."""
        try:
            await self._hear_at_once(stream, waiting)
        except Exception as error:
            if is_passing(error):
                raise
            if len(waiting) == 1:
                await self._failed_again(stream, waiting[0], error)
                return {waiting[0].turn}
        else:
            return set()
        half = len(waiting) // 2
        held = await self._hear(stream, waiting[:half])
        free = [one for one in waiting[half:] if one.turn not in held]
        return held | await self._hear(stream, free) if free else held

    async def _hear_at_once(self, stream: Stream, waiting: Sequence[Waiting]) -> None:
        async with self._database.transaction(EVERYONE) as tx:
            await progress.locked(tx.raw, stream)
            taken = await parking.take(tx.raw, [one.id for one in waiting])
            listeners = {one.event.position: one.listeners for one in taken}
            await self._handlers.dispatch(tx, [one.event for one in taken], lambda event: listeners[event.position])
            await tx.act_for(EVERYONE)
            await parking.remove(tx.raw, [one.id for one in taken], clock.wall())

    async def _failed_again(self, stream: Stream, one: Waiting, error: Exception) -> None:
        self._meter.failures.inc()
        logger.warning("%s still can't hear event %s of %s", self._group, one.id, one.key, exc_info=error)
        async with self._database.transaction(EVERYONE) as tx:
            await progress.locked(tx.raw, stream)
            await parking.failed_again(tx.raw, one.id, clock.wall(), describe(error))
