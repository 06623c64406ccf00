"""What every service answers beside its own business: health, metrics, jobs, progress, replay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import AwareDatetime, BaseModel

from headrace_chassis import jobs
from headrace_chassis.auth import Principal
from headrace_chassis.events.bus import Stream
from headrace_chassis.jobs import Job
from headrace_chassis.language import InWords
from headrace_chassis.tx import Tx
from headrace_chassis.web.door import Position
from headrace_chassis.web.problems import Forbidden
from headrace_chassis.web.router import Caller, ReadTx, Router, lacking
from headrace_contracts.errors import Missing, RuleBroken
from headrace_contracts.messages import Term, say

health = APIRouter(include_in_schema=False)
operations = Router(tags=["operations"], platform=True)


@health.get("/livez")
async def livez(request: Request) -> Response:
    """503 when a part of the service has died for good: only a restart brings it back."""
    return Response(status_code=503 if request.app.state.running.broken else 200)


@health.get("/readyz")
async def readyz(request: Request) -> Response:
    running = request.app.state.running
    return Response(status_code=200 if running.ready else 503)


@health.get("/metrics")
async def metrics() -> Response:
    return metrics_page()


def metrics_page() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


class JobView(BaseModel):
    """`progress` goes from 0 to 1."""

    id: str
    kind: str
    state: str
    progress: float
    result: dict[str, Any] | None
    error: InWords
    created_at: datetime

    @classmethod
    def of(cls, job: jobs.JobState) -> JobView:
        return cls.model_validate(job, from_attributes=True)


def long_work(kinds: Sequence[Job]) -> Router:
    """The jobs of a service: each is for whom that may ask for its kind of work."""
    router = Router(tags=["jobs"])
    needed = {kind.kind: kind.may for kind in kinds}

    async def theirs(tx: Tx, job: str, caller: Principal) -> JobView:
        found = await jobs.show(tx, job)
        may = needed.get(found.kind)
        if may is None or not caller.may(may):
            raise Forbidden(lacking(caller, may) if may else say("chassis.job-of-others", kind=Term(found.kind)))
        return JobView.of(found)

    @router.get("/jobs/{job}", errors=[Missing])
    async def get_job(job: str, tx: ReadTx, caller: Caller) -> JobView:
        return await theirs(tx, job, caller)

    @router.delete("/jobs/{job}", errors=[Missing])
    async def cancel_job(job: str, tx: ReadTx, caller: Caller) -> JobView:
        await theirs(tx, job, caller)
        return JobView.of(await jobs.cancel(tx, job, kinds))

    return router


class ProgressView(BaseModel):
    """How far a stream has been heard, and how far it reaches, in the event log's offsets.

    `rebuilding` are the read models that hear its past, with how much of it they have yet to hear.
    """

    topic: str
    partition: int
    heard: int
    end: int
    rebuilding: dict[str, int]


class NotHeardHere(RuleBroken):
    """The service does not hear this topic."""


class Rewind(BaseModel):
    """Hear a topic again from a position, or from the first event told at or after a moment."""

    topic: str
    position: Position | None = None
    since: AwareDatetime | None = None


@operations.get("/progress")
async def list_progress(request: Request) -> list[ProgressView]:
    consumer = request.app.state.running.consumer
    if consumer is None:
        return []
    behind = await consumer.behind()
    return [
        ProgressView(
            topic=stream.topic, partition=stream.partition, heard=heard, end=end, rebuilding=_of(behind, stream)
        )
        for stream, heard, end in await consumer.progress()
    ]


def _of(behind: Mapping[tuple[Stream, str], int | None], stream: Stream) -> dict[str, int]:
    return {name: left for (where, name), left in behind.items() if where == stream and left is not None}


@operations.post("/replays", status_code=204, errors=[NotHeardHere])
async def replay(body: Rewind, request: Request) -> None:
    consumer = request.app.state.running.consumer
    if body.topic not in consumer.topics:
        heard = sorted(consumer.topics)
        code = "chassis.not-heard" if heard else "chassis.hears-nothing"
        raise NotHeardHere(say(code, topic=body.topic, **({"topics": heard} if heard else {})))
    await consumer.replay_topic(body.topic, body.position, body.since)
