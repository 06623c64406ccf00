"""What every service answers beside its own business: health, metrics, jobs, dead letters, replay."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from headrace_chassis import jobs
from headrace_chassis.events import dead_letters
from headrace_chassis.tx import EVERYONE
from headrace_chassis.web.paging import Listed, Page
from headrace_chassis.web.router import Caller, ReadTx, Router, Transact
from headrace_contracts.errors import Missing

health = APIRouter(include_in_schema=False)
operations = Router(tags=["operations"], platform=True)
long_work = Router(tags=["jobs"])


@health.get("/livez")
async def livez() -> dict[str, str]:
    return {"status": "alive"}


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
async def cancel_job(job: str, transact: Transact) -> JobView:
    return JobView.of(await transact(jobs.cancel, job))


class DeadLetterView(BaseModel):
    """An event that waits. `data` is its content, when this build can read it."""

    id: int
    event_id: str
    type: str
    key: str
    tenant: str
    position: int
    state: str
    attempts: int
    next_try: datetime
    error: str
    data: dict[str, Any] | None


class ProgressView(BaseModel):
    """How far a stream has been heard, and how far it reaches, in the event log's offsets."""

    topic: str
    partition: int
    heard: int
    end: int


class Reason(BaseModel):
    reason: str


class Rewind(BaseModel):
    """Hear a topic again from a position, or from the first event told at or after a moment."""

    topic: str
    position: int | None = None
    since: datetime | None = None


@operations.get("/progress")
async def list_progress(request: Request) -> list[ProgressView]:
    consumer = request.app.state.running.consumer
    found = await consumer.progress() if consumer else []
    return [
        ProgressView(topic=stream.topic, partition=stream.partition, heard=heard, end=end)
        for stream, heard, end in found
    ]


@operations.get("/dead-letters")
async def list_dead_letters(
    tx: ReadTx, page: Page, state: Annotated[str | None, Query(pattern="^(retrying|behind|dead)$")] = None
) -> Listed[DeadLetterView]:
    await tx.act_for(EVERYONE)
    found = await dead_letters.listed(tx, state, after=int(page.after or 0), limit=page.limit + 1)
    views = [DeadLetterView.model_validate(letter, from_attributes=True) for letter in found]
    return page.listed(views, key=lambda view: str(view.id))


@operations.get("/dead-letters/{letter}", errors=[Missing])
async def get_dead_letter(letter: int, tx: ReadTx) -> DeadLetterView:
    return DeadLetterView.model_validate(await dead_letters.show(tx, letter), from_attributes=True)


@operations.post("/dead-letters/{letter}/redrive", errors=[Missing])
async def redrive_dead_letter(letter: int, body: Reason, transact: Transact, caller: Caller) -> DeadLetterView:
    done = await transact(dead_letters.redrive, letter, actor=caller.subject, reason=body.reason)
    return DeadLetterView.model_validate(done, from_attributes=True)


@operations.post("/dead-letters/{letter}/drop", status_code=204, errors=[Missing])
async def drop_dead_letter(letter: int, body: Reason, transact: Transact, caller: Caller) -> None:
    await transact(dead_letters.drop, letter, actor=caller.subject, reason=body.reason)


@operations.post("/replays", status_code=204)
async def replay(body: Rewind, request: Request) -> None:
    consumer = request.app.state.running.consumer
    await consumer.replay_topic(body.topic, body.position, body.since)
