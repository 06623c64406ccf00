"""Work that comes due by the clock: run once among replicas, and not forgotten over a restart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from headrace_chassis import trace
from headrace_chassis.clock import wall
from headrace_chassis.database import Database
from headrace_chassis.events.cause import Because
from headrace_chassis.events.patience import Patient
from headrace_chassis.faults import is_passing
from headrace_chassis.meters import TimersMeter
from headrace_chassis.tx import EVERYONE, Tx

logger = logging.getLogger(__name__)
LOOK = 0.2
OPEN = text("INSERT INTO timer (name, next_at) VALUES (:name, :at) ON CONFLICT DO NOTHING")
TAKE = text("SELECT next_at FROM timer WHERE name = :name FOR UPDATE SKIP LOCKED")
NEXT = text("UPDATE timer SET next_at = :at WHERE name = :name")


@dataclass(frozen=True, slots=True)
class Timer:
    """Runs `usecase(tx)` each `every` of business time, in a transaction of the platform's (tenant `*`).

    When the clock jumped over several turns they are one turn: the use case looks at what is due by `tx.now`. It finds
    what is to be done over all tenants, and leaves the doing to deadlines (`deadlines.come_due`): its transaction stays
    short.
    """

    name: str
    every: timedelta
    usecase: Callable[[Tx], Awaitable[object]]


class Timers:
    def __init__(self, database: Database, timers: Sequence[Timer]) -> None:
        self._database = database
        self._timers = timers
        self._meter = TimersMeter(database.service, {timer.name: timer.every.total_seconds() for timer in timers})
        self._patient = Patient(database.service)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        if self._timers:
            self._task = asyncio.create_task(self._run(), name="timers")

    async def stop(self) -> None:
        """Finish the turn under way; do not sit out the wait."""
        self._patient.stop()
        if self._task:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        next_look: dict[str, datetime] = {}
        while not self._patient.stopping:
            for timer in self._timers:
                due = next_look.get(timer.name)
                if due is None or self._database.clock.now() >= due:
                    next_look[timer.name] = await self._turn(timer)
            await self._patient.idle(asyncio.sleep(LOOK))

    async def _turn(self, timer: Timer) -> datetime:
        """Returns when to look again."""
        now = self._database.clock.now()
        try:
            due = await self._taken(timer, now)
        except Exception as error:
            level = logging.WARNING if is_passing(error) else logging.ERROR
            logger.log(level, "timer %s failed and will be tried again", timer.name, exc_info=error)
            self._meter.failed[timer.name].inc()
            await self._patient.idle(asyncio.sleep(1))
            return now
        if due is None:
            self._meter.done[timer.name].inc()
            self._meter.success[timer.name].set(wall().timestamp())
            return now + timer.every
        return due

    async def _taken(self, timer: Timer, now: datetime) -> datetime | None:
        """None when this was a turn; else when it is due, which is now while another replica is at it: if that one
        fails, the turn is ours."""
        async with self._database.transaction(EVERYONE) as tx:
            await tx.execute(OPEN, {"name": timer.name, "at": now})
            due: datetime | None = (await tx.execute(TAKE, {"name": timer.name})).scalar_one_or_none()
            if due is None or due > now:
                return due or now
            with trace.continued(None, f"timer {timer.name}"):
                tx.asked = Because.timer(timer.name)
                await timer.usecase(tx)
            await tx.execute(NEXT, {"name": timer.name, "at": now + timer.every})
        return None
