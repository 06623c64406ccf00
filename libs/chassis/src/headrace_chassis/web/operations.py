"""What every service answers beside its own business: health, metrics, jobs, progress, replay."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import AwareDatetime, BaseModel

from headrace_chassis import jobs
from headrace_chassis.web.door import Position
from headrace_chassis.web.router import ReadTx, Router, Transact
from headrace_contracts.errors import Missing, RuleBroken

health = APIRouter(include_in_schema=False)
operations = Router(tags=["operations"], platform=True)
long_work = Router(tags=["jobs"])


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
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


class JobView(BaseModel):
    """`progress` goes from 0 to 1."""

    id: str
    kind: str
    state: str
    progress: float
    result: dict[str, Any] | None
    error: str
    created_at: datetime

    @classmethod
    def of(cls, job: jobs.JobState) -> JobView:
        return cls.model_validate(job, from_attributes=True)


@long_work.get("/jobs/{job}", errors=[Missing])
async def get_job(job: str, tx: ReadTx) -> JobView:
    return JobView.of(await jobs.show(tx, job))


@long_work.delete("/jobs/{job}", errors=[Missing])
async def cancel_job(job: str, transact: Transact, request: Request) -> JobView:
    return JobView.of(await transact(jobs.cancel, job, request.app.state.running.service.jobs))


class ProgressView(BaseModel):
    """How far a stream has been heard, and how far it reaches, in the event log's offsets."""

    topic: str
    partition: int
    heard: int
    end: int


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
    found = await consumer.progress() if consumer else []
    return [
        ProgressView(topic=stream.topic, partition=stream.partition, heard=heard, end=end)
        for stream, heard, end in found
    ]


@operations.post("/replays", status_code=204, errors=[NotHeardHere])
async def replay(body: Rewind, request: Request) -> None:
    consumer = request.app.state.running.consumer
    if body.topic not in consumer.topics:
        raise NotHeardHere(f"{body.topic} is not heard here; heard are: {', '.join(sorted(consumer.topics)) or 'none'}")
    await consumer.replay_topic(body.topic, body.position, body.since)
