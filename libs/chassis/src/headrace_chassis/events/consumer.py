"""Lets one service hear the streams it listens to: each event once, in order for its key, none lost.

A batch's effects, the events they cause and the progress are one transaction. When it fails the batch is halved until
the bad event stands alone; that one is parked (parking.py) and stops nobody but later events of its own key.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from headrace_chassis import clock, metrics
from headrace_chassis.database import Database
from headrace_chassis.events import parking, progress
from headrace_chassis.events.bus import Bus, Delivered, Stream
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.faults import is_passing
from headrace_chassis.tx import EVERYONE, Tx

logger = logging.getLogger(__name__)
R = TypeVar("R")
BATCH = 500
PATIENCE = 1.0
LOOK_FOR_PARKED = 0.5


class Consumer:
    def __init__(self, group: str, database: Database, bus: Bus, handlers: HandlerTable) -> None:
        self.group = group
        self._database = database
        self._bus = bus
        self._handlers = handlers
        self._stopping = False
        self._rewound: dict[Stream, int] = {}
        self._waiting: set[asyncio.Task[None]] = set()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def topics(self) -> list[str]:
        return self._handlers.topics

    async def start(self) -> None:
        streams = await self._bus.streams(self.group, self._handlers.topics)
        work = [self._follow(stream) for stream in streams] + [self._retry_parked()]
        self._tasks = [asyncio.create_task(part, name=f"consumer {self.group}") for part in work]
        for task in self._tasks:
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception():
            logger.critical("the consumer of %s died", self.group, exc_info=task.exception())

    async def stop(self) -> None:
        """Finish the batches under way, begin no other; do not sit out the waits."""
        self._stopping = True
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _follow(self, stream: Stream) -> None:
        offset = await self._through_faults(lambda: self._opened(stream))
        types = self._handlers.types_of(stream.topic)
        while not self._stopping:
            if not await self._through_faults(lambda: self._idle(self._bus.beyond(stream, offset, PATIENCE))):  # noqa: B023
                offset = self._rewound.pop(stream, offset)
                continue
            offset = await self._through_faults(lambda: self._next(stream, offset, types))  # noqa: B023
            offset = self._rewound.pop(stream, offset)
            metrics.lag(self.group, stream, await self._bus.high_water(stream) - offset)

    async def _opened(self, stream: Stream) -> int:
        async with self._database.transaction(EVERYONE) as tx:
            return (await progress.opened(tx.raw, stream)).offset

    async def _next(self, stream: Stream, offset: int, types: Sequence[str]) -> int:
        delivered, through = await self._bus.fetch(stream, offset, BATCH, types)
        return await self._hear(stream, offset, delivered, through)

    async def _through_faults(self, attempt: Callable[[], Awaitable[R]]) -> R:
        pause = 0.1
        while True:
            try:
                return await attempt()
            except Exception as error:
                if not is_passing(error):
                    raise
                logger.warning("%s waits for its database: %s", self.group, error)
                if self._stopping:
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)

    async def _hear(self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int) -> int:
        """Hear what was fetched after `after`. Returns the offset from which to go on.

        That is more than `through` when another replica was faster, less when the stream was rewound meanwhile.
        """
        try:
            return await self._hear_at_once(stream, after, delivered, through)
        except Exception as error:
            if is_passing(error):
                raise
            if len(delivered) == 1:
                return await self._park(stream, after, delivered[0], through, error)
        half = len(delivered) // 2
        middle = delivered[half - 1].offset
        reached = await self._hear(stream, after, delivered[:half], middle)
        return reached if reached < middle else await self._hear(stream, middle, delivered[half:], through)

    async def _hear_at_once(self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int) -> int:
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            if known.offset < after:
                return known.offset
            fresh = unheard(delivered, known.heard)
            free = await self._leave_held(tx, stream, fresh) if known.any_parked else fresh
            await self._handlers.dispatch(tx, [d.event for d in free], replayed_until=known.replay_until)
            heard = fresh[-1].event.position if fresh else known.heard
            offset = max(through, known.offset)
            await progress.advance(tx.raw, stream, offset, heard)
        metrics.heard(self.group, len(fresh))
        return offset

    async def _leave_held(self, tx: Tx, stream: Stream, fresh: list[Delivered]) -> list[Delivered]:
        held = await parking.held_keys(tx.raw, stream, [d.event.key for d in fresh])
        await parking.park(tx.raw, stream, [d for d in fresh if d.event.key in held], clock.wall())
        return [d for d in fresh if d.event.key not in held]

    async def _park(self, stream: Stream, after: int, bad: Delivered, through: int, error: Exception) -> int:
        logger.error("%s can't hear %s of %s", self.group, bad.event.type, bad.event.key, exc_info=error)
        async with self._database.transaction(EVERYONE) as tx:
            known = await progress.locked(tx.raw, stream)
            if known.offset < after:
                return known.offset
            if bad.event.position > known.heard:
                await parking.park(tx.raw, stream, [bad], clock.wall(), error=describe(error))
            heard, offset = max(known.heard, bad.event.position), max(through, known.offset)
            await progress.advance(tx.raw, stream, offset, heard)
        return offset

    async def progress(self) -> list[tuple[Stream, int, int]]:
        """Each stream with the offset it has been heard to and the offset it has reached."""
        async with self._database.transaction(EVERYONE) as tx:
            heard = await progress.offsets(tx.raw)
        return [(stream, offset, await self._bus.high_water(stream)) for stream, offset in heard.items()]

    async def replay(self, stream: Stream, position: int | None, since: datetime | None) -> None:
        """Let read models hear the stream again from a position or a moment; other handlers hear nothing twice."""
        after = (
            position if position is not None else await self._before(stream, since or datetime.min.replace(tzinfo=UTC))
        )
        async with self._database.transaction(EVERYONE) as tx:
            await progress.locked(tx.raw, stream)
            await progress.rewind(tx.raw, stream, after, after)
        self._rewound[stream] = after

    async def _before(self, stream: Stream, since: datetime) -> int:
        offset = 0
        while True:
            delivered, through = await self._bus.fetch(stream, offset, BATCH, None)
            for one in delivered:
                if one.event.time >= since:
                    return one.offset - 1
            if through <= offset:
                return offset
            offset = through

    async def _retry_parked(self) -> None:
        while not self._stopping:
            await self._idle(asyncio.sleep(LOOK_FOR_PARKED))
            await self._through_faults(self.retry_due)

    async def _idle(self, wait: Awaitable[R]) -> R:
        task = asyncio.current_task()
        assert task is not None
        self._waiting.add(task)
        try:
            return await wait
        finally:
            self._waiting.discard(task)

    async def retry_due(self) -> None:
        async with self._database.transaction(EVERYONE) as tx:
            due = await parking.due(tx.raw, clock.wall())
        for parked, stream in due:
            await self._retry(parked, stream)

    async def _retry(self, parked: int, stream: Stream) -> None:
        try:
            async with self._database.transaction(EVERYONE) as tx:
                await progress.locked(tx.raw, stream)
                taken = await parking.take(tx.raw, parked)
                if taken:
                    await self._hear_parked(tx, taken[0])
                    await parking.remove(tx.raw, parked, clock.wall())
        except Exception as error:
            if is_passing(error):
                raise
            await self._failed_again(parked, stream, error)

    async def _hear_parked(self, tx: Tx, event: Envelope) -> None:
        await self._handlers.dispatch(tx, [event])
        await tx.act_for(EVERYONE)

    async def _failed_again(self, parked: int, stream: Stream, error: Exception) -> None:
        async with self._database.transaction(EVERYONE) as tx:
            await progress.locked(tx.raw, stream)
            taken = await parking.take(tx.raw, parked)
            if taken:
                await parking.failed_again(tx.raw, parked, taken[1] + 1, clock.wall(), describe(error))


def unheard(delivered: Sequence[Delivered], heard: int) -> list[Delivered]:
    """What comes after position `heard`. Positions rise in a stream: one that doesn't was sent again."""
    fresh = []
    for one in delivered:
        if one.event.position > heard:
            fresh.append(one)
            heard = one.event.position
    return fresh


def describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
