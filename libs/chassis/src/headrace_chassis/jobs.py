"""Long work: asked for by a request, run in the background once among replicas, its result stored.

A worker holds a lease that it renews; when it dies another takes the job over, from the start. One that was only
frozen finds itself overtaken before it can store anything.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import orjson
from sqlalchemy import text

from headrace_chassis import ids, logs, trace
from headrace_chassis.auth import Principal
from headrace_chassis.compute import Cancelled, Compute
from headrace_chassis.database import Database
from headrace_chassis.events.cause import Because
from headrace_chassis.faults import describe, is_passing
from headrace_chassis.meters import JobsMeter
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import Message, Said, said, say

logger = logging.getLogger(__name__)
R = TypeVar("R")
GivenUp = Callable[[Tx, dict[str, Any], Said], Awaitable[object]]
LEASE = timedelta(seconds=10)
LOOK = 0.1
ATTEMPTS = 3
CLAIMS = 10
ASK = text(
    "INSERT INTO job (id, tenant, kind, params, state, created_at, created_by, cause, traceparent) "
    "VALUES (:id, :tenant, :kind, CAST(:params AS jsonb), 'queued', :at, :by, :cause, :traceparent)"
)
# Leases go by the database's time, which is one for all replicas.
CLAIM = text("""
    UPDATE job SET state = 'running', attempts = attempts + 1, leased_until = now() + :lease
     WHERE id = (SELECT id FROM job WHERE kind = ANY(:kinds) AND (state = 'queued' OR state = 'running'
                 AND leased_until < now()) ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, tenant, kind, params, attempts, created_by, cause, traceparent
""")
RENEW = text(
    "UPDATE job SET leased_until = now() + :lease, progress = :progress WHERE id = :id AND attempts = :attempts "
    "AND state = 'running' RETURNING cancel_asked"
)
HELD = text("SELECT 1 FROM job WHERE id = :id AND attempts = :attempts AND state = 'running' FOR SHARE")
END = text(
    "UPDATE job SET state = :state, result = CAST(:result AS jsonb), error = :error, progress = :progress "
    "WHERE id = :id AND attempts = :attempts AND state = 'running'"
)
SHOW = text("SELECT id, kind, state, progress, result, error, created_at FROM job WHERE id = :id")
CANCEL = text(
    "UPDATE job SET cancel_asked = true, state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END "
    "WHERE id = :id AND state IN ('queued', 'running') RETURNING state, kind, params"
)
WAS_CANCELLED = say("chassis.job-cancelled")
WHY = "why"
"""In the place of a result: why there is none, by its code."""


@dataclass(frozen=True, slots=True)
class Job:
    """`run(work)` does the work and returns the result to be stored, in JSON's terms.

    `may` is the permission to ask for the work: who has it sees how it goes and may stop it.

    `given_up(tx, params, why)` is a use case for whoever waits for that result: it runs in the transaction that ends
    the job for good without one, because it failed or was cancelled.
    """

    kind: str
    run: Callable[[Work], Awaitable[Mapping[str, Any]]]
    may: str
    given_up: GivenUp | None = None


@dataclass(frozen=True, slots=True)
class JobState:
    id: str
    kind: str
    state: str
    progress: float
    result: dict[str, Any] | None
    error: Said
    created_at: datetime


class TakenOver(Exception):
    """The lease ran out, and another replica has begun the job anew."""


class Work:
    """One attempt at one job. Its transactions are the tenant's that asked; `compute` runs an engine elsewhere."""

    def __init__(self, row: Any, database: Database, compute: Compute) -> None:
        self.id: str = row.id
        self.tenant: str = row.tenant
        self.params: dict[str, Any] = row.params
        self.asked_by: str = row.created_by
        self.because = Because(row.created_by, row.cause or f"job:{row.id}")
        self.traceparent: str = row.traceparent
        self.attempt: int = row.attempts
        self.done = 0.0
        self.cancelled = False
        self.database = database
        self._compute = compute

    async def transact(self, usecase: Callable[..., Awaitable[R]], *arguments: Any) -> R:
        """Run one use case in a transaction of its own, which no other attempt at this job can overtake.

        Raises TakenOver when another attempt has begun.
        """
        async with self.database.transaction(self.tenant, actor=self.actor, because=self.because) as tx:
            held = await tx.execute(HELD, {"id": self.id, "attempts": self.attempt})
            if held.one_or_none() is None:
                raise TakenOver(self.id)
            return await usecase(tx, *arguments)

    async def read(self, usecase: Callable[..., Awaitable[R]], *arguments: Any) -> R:
        """Run a use case that only reads, on one snapshot: of what others store meanwhile it sees nothing by halves."""
        async with self.database.transaction(self.tenant, actor=self.actor, because=self.because, snapshot=True) as tx:
            return await usecase(tx, *arguments)

    @property
    def actor(self) -> Principal:
        return Principal(self.asked_by, self.asked_by, self.tenant, frozenset())

    async def compute(self, function: Callable[..., R], *arguments: Any) -> R:
        """Run `function(*arguments, watch)` in the worker process."""
        return await self._compute.run(
            function, *arguments, on_progress=self._progressed, is_cancelled=lambda: self.cancelled
        )

    def _progressed(self, done: float) -> None:
        self.done = done


async def ask(tx: Tx, kind: str, params: Mapping[str, Any]) -> str:
    """Queue a job with the caller's transaction; returns its id."""
    job = ids.new_id("job")
    values = {
        "id": job,
        "tenant": tx.tenant,
        "kind": kind,
        "params": orjson.dumps(params).decode(),
        "at": tx.now,
        "traceparent": trace.traceparent(),
    }
    by, cause = tx.because
    await tx.execute(ASK, {**values, "by": by, "cause": cause})
    return job


async def show(tx: Tx, job: str) -> JobState:
    row = (await tx.execute(SHOW, {"id": job})).one_or_none()
    if row is None:
        raise Missing.named("job", job)
    return _state(row)


def _state(row: Any) -> JobState:
    told: dict[str, Any] = dict(row._mapping)
    why = (row.result or {}).get(WHY) if row.error else None
    error = said(row.error, Message.read(why)) if why else row.error
    return JobState(**{**told, "error": error, "result": None if why else row.result})


async def cancel(tx: Tx, job: str, kinds: Iterable[Job]) -> JobState:
    """Ask it to stop; a job that has ended stays as it is. `kinds` are those of the service."""
    row = (await tx.execute(CANCEL, {"id": job})).one_or_none()
    given_up = next((kind.given_up for kind in kinds if row and kind.kind == row.kind), None)
    if row and row.state == "cancelled" and given_up:
        await given_up(tx, row.params, WAS_CANCELLED)
    return await show(tx, job)


class Jobs:
    def __init__(self, service: str, database: Database, compute: Compute, jobs: Sequence[Job]) -> None:
        self._service = service
        self._database = database
        self._compute = compute
        self._jobs = {job.kind: job for job in jobs}
        self._meter = JobsMeter(service, self._jobs)
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        if self._jobs:
            self._task = asyncio.create_task(self._look_for_work(), name=f"jobs {self._service}")

    async def stop(self) -> None:
        """A job under way is given back: another replica, or the next start, begins it anew at once."""
        self._stopping = True
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _look_for_work(self) -> None:
        while not self._stopping:
            try:
                work = await self._claim()
                if work:
                    await self._do(*work)
                    continue
            except Exception as error:
                level = logging.WARNING if is_passing(error) else logging.ERROR
                logger.log(level, "jobs of %s look for work again: %s", self._service, error, exc_info=error)
            await asyncio.sleep(LOOK)

    async def _claim(self) -> tuple[Job, Work] | None:
        async with self._database.transaction(EVERYONE) as tx:
            row = (await tx.execute(CLAIM, {"kinds": list(self._jobs), "lease": LEASE})).one_or_none()
        return (self._jobs[row.kind], Work(row, self._database, self._compute)) if row else None

    async def _do(self, job: Job, work: Work) -> None:
        span = trace.continued(work.traceparent, f"job {job.kind}", "consumer", attributes=_facts(work))
        tenant = logs.TENANT.set(work.tenant)
        try:
            with self._meter.running[job.kind].track_inprogress(), self._meter.seconds[job.kind].time(), span:
                await self._attempt(job, work)
        finally:
            logs.TENANT.reset(tenant)

    async def _attempt(self, job: Job, work: Work) -> None:
        if work.attempt > CLAIMS:
            await self._give_up(job, work, "failed", say("chassis.job-begun-often", times=CLAIMS))
            return
        lease = asyncio.create_task(self._keep_lease(work))
        try:
            result = await job.run(work)
            await self._end(job, work, "done", result=result, done=1.0)
        except asyncio.CancelledError:
            await self._end(job, work, "queued", done=0.0)
            raise
        except TakenOver:
            logger.warning("job %s was taken over by another replica", work.id)
        except Cancelled:
            await self._give_up(job, work, "cancelled")
        except Exception as error:
            if is_passing(error) and work.attempt < ATTEMPTS:
                logger.warning("job %s is begun again: %s", work.id, error)
                await self._end(job, work, "queued", done=0.0)
                return
            logger.error("job %s failed", work.id, exc_info=error)
            await self._give_up(job, work, "failed", why(error))
        finally:
            lease.cancel()

    async def _keep_lease(self, work: Work) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 10)
            values = {"id": work.id, "attempts": work.attempt, "progress": work.done, "lease": LEASE}
            try:
                async with self._database.transaction(EVERYONE) as tx:
                    row = (await tx.execute(RENEW, values)).one_or_none()
            except Exception as error:
                logger.warning("the lease of job %s was not renewed: %s", work.id, error)
                continue
            work.cancelled = row is None or row.cancel_asked

    async def _give_up(self, job: Job, work: Work, state: str, error: Said = "") -> None:
        """What somebody waited for won't come; if nobody can be told so either, the job says both."""
        try:
            await self._end(job, work, state, error=error, done=work.done, given_up=job.given_up)
        except Exception as fault:
            if is_passing(fault):
                raise
            logger.error("nobody was told that job %s has %s", work.id, state, exc_info=fault)
            await self._end(
                job, work, state, error=say("chassis.nobody-told", why=error, fault=describe(fault)), done=work.done
            )

    async def _end(
        self,
        job: Job,
        work: Work,
        state: str,
        *,
        done: float,
        result: Mapping[str, Any] | None = None,
        error: Said = "",
        given_up: GivenUp | None = None,
    ) -> None:
        kept = {WHY: error.form()} if isinstance(error, Message) else result
        stored = orjson.dumps(kept).decode() if kept is not None else None
        values = {"id": work.id, "attempts": work.attempt, "state": state, "result": stored}
        async with self._database.transaction(work.tenant, actor=work.actor, because=work.because) as tx:
            ended = (await tx.execute(END, {**values, "error": str(error), "progress": done})).rowcount  # type: ignore[attr-defined]
            if ended and given_up:
                await given_up(tx, work.params, error or WAS_CANCELLED)
        if ended:
            self._meter.ended[job.kind, state].inc()


def why(error: Exception) -> Said:
    """What is told of a job that failed: the rule that was broken, or what the fault is called."""
    told = error.args[0] if error.args else None
    return told if isinstance(told, Message) else describe(error)


def _facts(work: Work) -> trace.Attributes:
    return {"headrace.job": work.id, "headrace.attempt": work.attempt, "headrace.tenant": work.tenant}
