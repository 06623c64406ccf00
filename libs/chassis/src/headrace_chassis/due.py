"""Does what comes due for things: in short transactions of one tenant each, once among replicas.

Which things are due is only read; each batch takes what is still there, does it and ends its deadlines in one
transaction. Replicas begin at different places of what is due, and pass over what another has taken.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Sequence
from itertools import groupby

from headrace_chassis import deadlines, logs, trace
from headrace_chassis.clock import monotonic, wall
from headrace_chassis.database import Database
from headrace_chassis.deadlines import Deadline, Due
from headrace_chassis.events.cause import Because
from headrace_chassis.events.patience import Patient
from headrace_chassis.faults import describe, is_passing
from headrace_chassis.meters import DeadlinesMeter
from headrace_chassis.tx import EVERYONE

logger = logging.getLogger(__name__)
LOOK = 0.5
ROUND = 2000
LARGEST = 500
LONG = 0.2
"""Seconds: a transaction that takes longer keeps readers of the event log waiting, so the next one does less."""


class DueWork:
    def __init__(self, database: Database, kinds: Sequence[Deadline]) -> None:
        self._database = database
        self._kinds = {one.kind: one for one in kinds}
        self._at_once = dict.fromkeys(self._kinds, 1)
        self._meter = DeadlinesMeter(database.service, self._kinds)
        self._patient = Patient(database.service)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        if self._kinds:
            self._task = asyncio.create_task(self._run(), name="deadlines")

    async def stop(self) -> None:
        """Finish the batch under way; do not sit out the wait."""
        self._patient.stop()
        if self._task:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while not self._patient.stopping:
            try:
                if await self.do_due():
                    continue
            except Exception as error:
                level = logging.WARNING if is_passing(error) else logging.ERROR
                logger.log(level, "deadlines of %s are looked at again", self._database.service, exc_info=error)
            await self._patient.idle(asyncio.sleep(LOOK))

    async def do_due(self) -> int:
        """One round over what is due; returns how many were done, or failed once more."""
        async with self._database.transaction(EVERYONE) as tx:
            due = await deadlines.due(tx, self._kinds, wall(), ROUND)
        ended = 0
        for (tenant, kind), some in groupby(_from_anywhere(due), key=lambda one: (one.tenant, one.kind)):
            things = [one.thing for one in some]
            while things and not self._patient.stopping:
                size = self._at_once[kind]
                ended += await self._do(tenant, kind, things[:size])
                things = things[size:]
        return ended

    async def _do(self, tenant: str, kind: str, things: Sequence[str]) -> int:
        try:
            return await self._do_at_once(tenant, kind, things)
        except Exception as error:
            if is_passing(error):
                raise
            if len(things) == 1:
                await self._failed(tenant, kind, things[0], error)
                return 1
        half = len(things) // 2
        return await self._do(tenant, kind, things[:half]) + await self._do(tenant, kind, things[half:])

    async def _do_at_once(self, tenant: str, kind: str, things: Sequence[str]) -> int:
        of_tenant, began = logs.TENANT.set(tenant), monotonic()
        try:
            with trace.continued(None, f"deadline {kind}", attributes={"headrace.tenant": tenant}):
                async with self._database.transaction(tenant, because=Because.deadline(kind)) as tx:
                    taken = await deadlines.take(tx, kind, things, wall())
                    if taken:
                        await self._kinds[kind].usecase(tx, taken)
        finally:
            logs.TENANT.reset(of_tenant)
        if taken:
            self._pace(kind, monotonic() - began)
        self._meter.done[kind].inc(len(taken))
        return len(taken)

    def _pace(self, kind: str, seconds: float) -> None:
        """As many at once as make a short transaction; one at first."""
        size = self._at_once[kind]
        if seconds > LONG:
            self._at_once[kind] = max(1, int(size * LONG / seconds))
        elif seconds < LONG / 2:
            self._at_once[kind] = min(LARGEST, 2 * size)

    async def _failed(self, tenant: str, kind: str, thing: str, error: Exception) -> None:
        self._meter.failed[kind].inc()
        logger.error("the deadline %s of %s (%s) failed and will be tried again", kind, thing, tenant, exc_info=error)
        async with self._database.transaction(tenant) as tx:
            await deadlines.failed(tx, kind, thing, wall(), describe(error))


def _from_anywhere(due: Sequence[Due]) -> Sequence[Due]:
    begin = random.randrange(len(due)) if due else 0
    return [*due[begin:], *due[:begin]]
