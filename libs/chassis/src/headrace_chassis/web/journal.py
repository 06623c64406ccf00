"""The service's event log over HTTP, for the platform's own operators: browse it, look at one event, send it again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import Path, Query, Request
from pydantic import AwareDatetime, BaseModel, Field

from headrace_chassis.database import Database
from headrace_chassis.events import browse, republish, watermark
from headrace_chassis.events.browse import Chosen, Recorded
from headrace_chassis.events.dead_letters import content
from headrace_chassis.tx import EVERYONE
from headrace_chassis.web.door import Position
from headrace_chassis.web.router import ReadTx, Router
from headrace_contracts.errors import Missing

router = Router(tags=["operations"], platform=True)
NAME = r"^(\d{1,18}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$"
TRACE = "^[0-9a-f]{32}$"
TypeName = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9_.]+$")]

CauseName = Annotated[str, Field(min_length=1, max_length=200)]


class EventView(BaseModel):
    """`occurred_at` is business time, `recorded_at` the wall's. `data` is the content, when this build can read it.

    `actor` is who caused it. `cause` is what did: an event by its service and position (`orders:17`), else `request:`,
    `timer:` or `deadline:` with its trace.
    """

    position: int
    id: str
    type: str
    source: str
    key: str
    tenant: str
    plant: str
    version: int
    occurred_at: datetime
    recorded_at: datetime
    traceparent: str
    actor: str
    cause: str
    data: dict[str, Any] | None

    @classmethod
    def of(cls, one: Recorded) -> EventView:
        e = one.event
        return cls(
            position=e.position,
            id=e.id,
            type=e.type,
            source=e.source,
            key=e.key,
            tenant=e.tenant,
            plant=e.plant,
            version=e.version,
            occurred_at=e.time,
            recorded_at=one.recorded_at,
            traceparent=e.traceparent,
            actor=e.actor,
            cause=e.cause,
            data=content(e),
        )


class Journal(BaseModel):
    """`position` is where to go on; `held_back` says that an open transaction keeps the newest from being told."""

    items: list[EventView]
    position: int
    held_back: bool


class LogSize(BaseModel):
    events: int


class SendAgain(BaseModel):
    """What came after this position is sent to the bus again."""

    after: Position


class SentFrom(BaseModel):
    after: int


class Forget(BaseModel):
    topic: str


class Forgotten(BaseModel):
    streams: int


@router.get("/event-log")
async def list_logged_events(
    request: Request,
    tx: ReadTx,
    after: Annotated[Position, Query(description="a position; what comes after it, in order")] = 0,
    newest: Annotated[int | None, Query(ge=0, le=500, description="instead: the newest so many, in order")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
    type: Annotated[list[TypeName] | None, Query(max_length=100)] = None,
    key: str | None = None,
    tenant: str | None = None,
    trace: Annotated[str | None, Query(pattern=TRACE)] = None,
    cause: Annotated[list[CauseName] | None, Query(max_length=100)] = None,
    says: Annotated[str | None, Query(min_length=3, max_length=100, description="stands in its content")] = None,
    since: Annotated[AwareDatetime | None, Query(description="stored at this wall time or later")] = None,
    until: Annotated[AwareDatetime | None, Query(description="stored at this wall time or before")] = None,
) -> Journal:
    source, chosen = request.app.state.running.service.name, Chosen(type, key, tenant, trace, since, until, cause, says)
    await tx.act_for(EVERYONE)
    if newest is None and await watermark.last_drawn(tx.raw) <= after:
        return Journal(items=[], position=after, held_back=False)
    end = await _settled(request.app.state.running.database)
    if end is None:
        return Journal(items=[], position=after, held_back=True)
    if newest is not None:
        found = await browse.newest(tx.raw, source, chosen, end, newest)
    else:
        found = await browse.after(tx.raw, source, chosen, after, end, limit)
    full = newest is None and len(found) == limit
    position = found[-1].event.position if full else end
    return Journal(items=[EventView.of(one) for one in found], position=position, held_back=False)


@router.get("/event-log/size")
async def get_log_size(tx: ReadTx) -> LogSize:
    await tx.act_for(EVERYONE)
    return LogSize(events=await browse.count(tx.raw))


@router.get("/event-log/{event}", errors=[Missing])
async def get_logged_event(
    request: Request,
    tx: ReadTx,
    event: Annotated[str, Path(pattern=NAME, description="its position, or its id: then the whole log is searched")],
) -> EventView:
    await tx.act_for(EVERYONE)
    name = int(event) if event.isdigit() else event
    found = await browse.one(tx.raw, request.app.state.running.service.name, name)
    if found is None:
        raise Missing.named("event", event)
    return EventView.of(found)


@router.post("/event-log/republish")
async def republish_log(body: SendAgain, request: Request) -> SentFrom:
    database: Database = request.app.state.running.database
    async with database.transaction(EVERYONE) as tx:
        after = await republish.wind_back(tx.raw, body.after)
    async with database.transaction(EVERYONE) as tx:
        await republish.end_leader(tx.raw)
    return SentFrom(after=after)


@router.post("/progress/forget-offsets")
async def forget_offsets(body: Forget, request: Request) -> Forgotten:
    """For a topic that was made anew: its streams are read from the start, repeats are told by position."""
    database: Database = request.app.state.running.database
    async with database.transaction(EVERYONE) as tx:
        return Forgotten(streams=await republish.forget_offsets(tx.raw, body.topic))


async def _settled(database: Database) -> int | None:
    options = {"isolation_level": "AUTOCOMMIT"}
    async with database.engine.execution_options(**options).connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        return await browse.settled(raw.driver_connection)
