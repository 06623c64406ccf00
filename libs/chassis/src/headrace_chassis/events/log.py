"""The event log of one service: one append-only table in its database, partitioned by day.

The statement keeps the order that the watermark (watermark.py) relies on: a transaction has its xid before it
draws an id, because `xid` stands before `id` and defaults are evaluated in the order of columns; and an id is drawn
under the lock of the aggregate's row, because the store writes the aggregate before the events are appended.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import asyncpg

from headrace_chassis.events.envelope import Envelope
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

LARGEST = 768 << 10  # with its headers it fits into the smallest batch that a bus sends

PARTITIONS_LOCK = 0x70617274
APPEND = """
    INSERT INTO event_log (event_id, type, key, tenant, plant, version, occurred_at, traceparent, data,
                           actor, cause)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[],
                         $7::timestamptz[], $8::text[], $9::bytea[], $10::text[], $11::text[])
"""
READ = """
    SELECT event_id::text, type, $5::text, key, tenant, plant, version, occurred_at, traceparent, data, id,
           actor, cause
      FROM event_log
     WHERE id > $1 AND id <= $2 AND ($3::text[] IS NULL OR type = ANY($3))
     ORDER BY id LIMIT $4
"""


class EventTooLarge(RuleBroken):
    """What happened is too large to be told as one event."""

    status = 413


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event about to be appended; its id and position are not drawn yet."""

    type: str
    key: str
    tenant: str
    plant: str
    version: int
    time: datetime
    traceparent: str
    data: bytes
    actor: str
    cause: str


async def append(connection: asyncpg.Connection[Any], events: Sequence[NewEvent]) -> None:
    """Append inside the caller's transaction, in one statement, in the order given. Raises EventTooLarge."""
    for event in events:
        if len(event.data) > LARGEST:
            raise EventTooLarge(
                say("chassis.event-too-large", type=event.type, key=event.key, bytes=len(event.data), largest=LARGEST)
            )
    columns = zip(*(_row(event) for event in events), strict=True)
    await connection.execute(APPEND, *columns)


def _row(e: NewEvent) -> tuple[Any, ...]:
    told = (e.type, e.key, e.tenant, e.plant, e.version, e.time, e.traceparent, e.data)
    return uuid.uuid4(), *told, e.actor, e.cause


async def read(
    connection: asyncpg.Connection[Any],
    source: str,
    *,
    after: int,
    up_to: int,
    limit: int,
    types: Sequence[str] | None = None,
) -> list[Envelope]:
    """Events with after < position <= up_to, in order. `up_to` must be settled (watermark.py)."""
    rows = await connection.fetch(READ, after, up_to, types, limit, source)
    return [Envelope(*row) for row in rows]


async def make_day_partitions(connection: asyncpg.Connection[Any], today: date, days: int = 7) -> None:
    """Have a partition ready for yesterday and each of the coming days; one that exists is left alone."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", PARTITIONS_LOCK)
        for ahead in range(-1, days):
            day = today + timedelta(days=ahead)
            await connection.execute("SELECT make_event_log_partition($1)", day)
