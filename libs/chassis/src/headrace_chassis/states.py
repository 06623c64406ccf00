"""The metrics that are states: what waits, how far behind, how many. Read each 5 s, beside the work and never in it."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence

from headrace_chassis import metrics
from headrace_chassis.clock import monotonic, wall
from headrace_chassis.database import Database
from headrace_chassis.deadlines import waiting as waiting_deadlines
from headrace_chassis.events.bus import Stream
from headrace_chassis.events.consumer import Consumer
from headrace_chassis.events.horizon import Horizon
from headrace_chassis.events.lag import Waiting
from headrace_chassis.events.saying import Saying
from headrace_chassis.events.watermark import LAST_DRAWN
from headrace_chassis.tx import EVERYONE, Tx

logger = logging.getLogger(__name__)
EVERY = 5.0
PARKED = """
    SELECT count(*) FILTER (WHERE state <> 'dead'), count(*) FILTER (WHERE state = 'dead') FROM parked_event
"""
JOBS = "SELECT kind, count(*) FROM job WHERE state = 'queued' GROUP BY kind"
UNSENT = f"""
    SELECT ({LAST_DRAWN}) - sent.position,
           extract(epoch FROM clock_timestamp() - (
               SELECT recorded_at FROM event_log WHERE id > sent.position ORDER BY id LIMIT 1))
      FROM relay_progress sent
"""


class States:
    """`jobs` and `deadlines` are kinds of them.

    `relayed`: the bus does not read the log itself, so what is not sent yet counts too.
    """

    def __init__(
        self,
        database: Database,
        consumer: Consumer,
        jobs: Sequence[str],
        deadlines: Sequence[str] = (),
        *,
        relayed: bool,
    ) -> None:
        self._database = database
        self._consumer = consumer
        self._jobs = jobs
        self._deadlines = deadlines
        self._relayed = relayed
        self._horizon = Horizon()
        self._waiting: dict[Stream, Waiting] = defaultdict(Waiting)

    async def keep(self) -> None:
        """Until cancelled."""
        saying = Saying(logger)
        while True:
            try:
                await self.refresh()
                saying.over()
            except Exception as error:
                saying.warn(f"the state of {self._database.service} can't be read: {error}")
            await asyncio.sleep(EVERY)

    async def refresh(self) -> None:
        self._database.count_connections()
        await self._read_database()
        await self._read_lag()
        metrics.REFRESHED.labels(self._database.service).set(wall().timestamp())

    async def _read_database(self) -> None:
        service = self._database.service
        async with self._database.transaction(EVERYONE) as tx:
            metrics.HORIZON_AGE.labels(service).set(await self._horizon.age(tx.raw))
            metrics.LOG_POSITION.labels(service).set(self._horizon.settled)
            parked, dead = await tx.raw.fetchrow(PARKED)
            metrics.PARKED.labels(service).set(parked)
            metrics.DEAD_LETTERS.labels(service).set(dead)
            waiting = dict(await tx.raw.fetch(JOBS)) if self._jobs else {}
            for kind in self._jobs:
                metrics.JOBS_WAITING.labels(service, kind).set(waiting.get(kind, 0))
            await self._read_deadlines(tx)
            if self._relayed:
                unsent, oldest = await tx.raw.fetchrow(UNSENT)
                metrics.RELAY_LAG.labels(service).set(max(0, unsent))
                metrics.OLDEST_UNSENT.labels(service).set(oldest or 0)

    async def _read_deadlines(self, tx: Tx) -> None:
        waiting = await waiting_deadlines(tx.raw, tx.now) if self._deadlines else {}
        for kind in self._deadlines:
            due, failed = waiting.get(kind, (0, 0))
            metrics.DEADLINES_DUE.labels(self._database.service, kind).set(due)
            metrics.DEADLINES_FAILED.labels(self._database.service, kind).set(failed)

    async def _read_lag(self) -> None:
        service = self._database.service
        for stream, heard, end in await self._consumer.progress():
            labels = service, stream.topic, str(stream.partition)
            metrics.LAG.labels(*labels).set(max(0, end - heard))
            seconds = self._waiting[stream].seconds(heard, end, monotonic())
            metrics.OLDEST_UNHEARD.labels(*labels).set(seconds)
        for (stream, name), left in (await self._consumer.behind()).items():
            metrics.PAST_LEFT.labels(service, name, stream.topic, str(stream.partition)).set(left or 0)
