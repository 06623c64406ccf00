"""What a service knows of its own state, for `headrace doctor`: asked over HTTP, or of the database when it is down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import asyncpg
from pydantic import BaseModel

from headrace_chassis.events import progress
from headrace_chassis.events.leadership import HOLDER, LOCK
from headrace_chassis.events.watermark import LAST_DRAWN
from headrace_chassis.grants import as_who_logged_in
from headrace_chassis.migrations.revisions import known_revisions

SERVER = """
    SELECT current_database(), current_setting('server_version'), pg_database_size(current_database()),
           clock_timestamp(), current_setting('max_connections')::int,
           (SELECT sum(numbackends)::int FROM pg_stat_database)
"""
OLDEST_TRANSACTION = """
    SELECT pid, coalesce(datname, ''), coalesce(application_name, ''), coalesce(state, ''), left(query, 200),
           coalesce(extract(epoch FROM clock_timestamp() - xact_start), 0)::float
      FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
     ORDER BY age(backend_xid) DESC LIMIT 1
"""
PREPARED = """
    SELECT 0, database, gid, 'prepared', '', extract(epoch FROM clock_timestamp() - prepared)::float
      FROM pg_prepared_xacts ORDER BY age(transaction) DESC LIMIT 1
"""
HELD_BACK = """
    SELECT coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float
      FROM (SELECT xid, recorded_at FROM event_log ORDER BY id DESC LIMIT 1000) AS newest
     WHERE xid > pg_snapshot_xmin(pg_current_snapshot())
"""
LETTERS = """
    SELECT count(*) FILTER (WHERE state = 'retrying'), count(*) FILTER (WHERE state = 'behind'),
           count(*) FILTER (WHERE state = 'dead') FROM parked_event
"""
RELAY = """
    SELECT r.position, (SELECT recorded_at FROM event_log WHERE id > r.position ORDER BY id LIMIT 1)
      FROM relay_progress r
"""
JOBS = """
    SELECT count(*) FILTER (WHERE state = 'queued'), count(*) FILTER (WHERE state = 'running'),
           count(*) FILTER (WHERE state = 'running' AND leased_until < clock_timestamp()) FROM job
"""
REVISION = "SELECT to_regclass($1) IS NOT NULL"


class Revision(BaseModel):
    """`at` is the database's, `newest` this build's; `known` says whether this build has it."""

    part: str
    at: str | None
    newest: str
    known: bool


class Holder(BaseModel):
    """The oldest transaction that has an id: the event logs of its server are settled up to its beginning.

    `seconds` is 0 where the database tells other users' sessions to its superuser only.
    """

    pid: int
    database: str
    application: str
    state: str
    query: str
    seconds: float


class Heard(BaseModel):
    """How far a stream is heard: `offset` of the bus, `position` in the sender's log; `end` is the bus's newest."""

    topic: str
    partition: int
    offset: int
    position: int
    end: int | None = None


class Letters(BaseModel):
    retrying: int
    behind: int
    dead: int


class Relay(BaseModel):
    """`leader` is the database session of the replica that leads; `oldest_unsent` when the first unsent was stored."""

    leader: int | None
    position: int
    oldest_unsent: datetime | None


class JobCounts(BaseModel):
    """`stalled`: at work by its state, with a lease that has run out."""

    queued: int
    running: int
    stalled: int


class DatabaseState(BaseModel):
    """`held_back_seconds` is the age of the oldest event that is stored and can't be told yet."""

    name: str
    postgres: str
    bytes: int
    now: datetime
    connections_allowed: int
    connections: int
    revisions: list[Revision]
    told: int
    holder: Holder | None
    held_back_seconds: float
    heard: list[Heard]
    letters: Letters
    relay: Relay
    jobs: JobCounts


class ProcessState(BaseModel):
    """What only a running service knows. `bus` is postgres or kafka; `issuer` whose tokens it believes."""

    version: str
    python: str
    bus: str
    bus_address: str
    issuer: str
    wall: datetime
    business: datetime
    rate: float
    data_dir: str
    disk_free: int
    disk_total: int


class Examination(BaseModel):
    """`process` is None when the service is down and only its database was asked."""

    service: str
    process: ProcessState | None = None
    database: DatabaseState | None = None


async def examine(connection: asyncpg.Connection[Any], migrations: str | None) -> DatabaseState:
    """Inside a transaction that sees the rows of all organisations. Changes nothing."""
    async with as_who_logged_in(connection):
        name, postgres, size, now, allowed, used = await connection.fetchrow(SERVER)
        holder = await _holder(connection)
    return DatabaseState(
        name=name,
        postgres=postgres,
        bytes=size,
        now=now,
        connections_allowed=allowed,
        connections=used,
        revisions=await _revisions(connection, migrations),
        told=await connection.fetchval(LAST_DRAWN),
        holder=holder,
        held_back_seconds=await connection.fetchval(HELD_BACK),
        heard=await _heard(connection),
        letters=_of(Letters, await connection.fetchrow(LETTERS)),
        relay=await _relay(connection),
        jobs=_of(JobCounts, await connection.fetchrow(JOBS)),
    )


async def _revisions(connection: asyncpg.Connection[Any], migrations: str | None) -> list[Revision]:
    found = []
    for part in known_revisions(migrations):
        there = await connection.fetchval(REVISION, part.table)
        at = await connection.fetchval(f"SELECT version_num FROM {part.table}") if there else None
        found.append(Revision(part=part.part, at=at, newest=part.newest, known=at is None or at in part.revisions))
    return found


async def _holder(connection: asyncpg.Connection[Any]) -> Holder | None:
    rows = [await connection.fetchrow(query) for query in (OLDEST_TRANSACTION, PREPARED)]
    holders = [_of(Holder, row) for row in rows if row]
    return max(holders, key=lambda holder: holder.seconds, default=None)


async def _heard(connection: asyncpg.Connection[Any]) -> list[Heard]:
    places = await progress.places(connection)
    return [
        Heard(topic=stream.topic, partition=stream.partition, offset=place.offset, position=place.heard)
        for stream, place in places.items()
    ]


async def _relay(connection: asyncpg.Connection[Any]) -> Relay:
    position, oldest = await connection.fetchrow(RELAY)
    leader = await connection.fetchrow(HOLDER, LOCK)
    return Relay(leader=leader["pid"] if leader else None, position=position, oldest_unsent=oldest)


def _of(kind: type[Any], row: Any) -> Any:
    return kind(**dict(zip(kind.model_fields, row, strict=True)))
