"""The event log as people look at it: what came lately, one event, what belongs to a trace."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.events import watermark
from headrace_chassis.events.envelope import Envelope

PATIENCE = 3.0
LONGEST_TRANSACTION = timedelta(minutes=5)
COLUMNS = """
    event_id::text, type, $1::text, key, tenant, plant, version, occurred_at, traceparent, data, id, actor, cause,
    recorded_at
"""
# The last condition keeps the partitions of days to come out of it.
MATCHING = """
    ($4::text[] IS NULL OR type = ANY($4)) AND ($5::text IS NULL OR key = $5) AND ($6::text IS NULL OR tenant = $6)
    AND ($7::text IS NULL OR traceparent LIKE '00-' || $7 || '-%') AND ($8::timestamptz IS NULL OR recorded_at >= $8)
    AND ($9::timestamptz IS NULL OR recorded_at <= $9) AND recorded_at < now() + interval '1 day'
    AND ($10::text[] IS NULL OR cause = ANY($10) AND cause <> '' AND cause NOT LIKE 'request:%')
    AND ($11::text IS NULL OR position(convert_to($11, 'UTF8') IN data) > 0)
"""
NEXT = f"SELECT {COLUMNS} FROM event_log WHERE id > $2 AND id <= $3 AND {MATCHING} ORDER BY id LIMIT $12"
NEWEST = f"SELECT {COLUMNS} FROM event_log WHERE id > $2 AND id <= $3 AND {MATCHING} ORDER BY id DESC LIMIT $12"
AT = f"SELECT {COLUMNS} FROM event_log WHERE id = $2"
NAMED = f"SELECT {COLUMNS} FROM event_log WHERE event_id = $2::text::uuid"
COUNT = "SELECT count(*) FROM event_log"
PROBE = "SELECT recorded_at FROM event_log WHERE id > $1 ORDER BY id LIMIT 1"


class Recorded(NamedTuple):
    """An event and when it was stored, by the wall's time."""

    event: Envelope
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which events; what is None does not matter. `trace` is a W3C trace id; times are the wall's;
    `causes` are events by their names (`orders:17`): what a request caused is found by its trace.
    `says` is a text that stands in the content."""

    types: Sequence[str] | None = None
    key: str | None = None
    tenant: str | None = None
    trace: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    causes: Sequence[str] | None = None
    says: str | None = None

    @property
    def values(self) -> tuple[Any, ...]:
        return self.types, self.key, self.tenant, self.trace, self.since, self.until, self.causes, self.says


async def settled(connection: asyncpg.Connection[Any]) -> int | None:
    """How far the log is settled; None when an open transaction holds it back for longer than some seconds.

    `connection` is in no transaction: one that has an xid would hold it back itself.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            return await watermark.settle(connection)
    except TimeoutError:
        return None


async def count(connection: asyncpg.Connection[Any]) -> int:
    """How many events the log holds: fewer than positions were drawn, when a transaction drew some and rolled back."""
    return int(await connection.fetchval(COUNT))


async def after(
    connection: asyncpg.Connection[Any], source: str, chosen: Chosen, position: int, up_to: int, limit: int
) -> list[Recorded]:
    if chosen.since is not None:
        position = max(position, await _before(connection, chosen.since - LONGEST_TRANSACTION, up_to))
    if chosen.until is not None:
        up_to = min(up_to, 1 + await _before(connection, chosen.until + LONGEST_TRANSACTION, up_to))
    rows = await connection.fetch(NEXT, source, position, up_to, *chosen.values, limit)
    return [_recorded(row) for row in rows]


async def newest(
    connection: asyncpg.Connection[Any], source: str, chosen: Chosen, up_to: int, limit: int
) -> list[Recorded]:
    rows = await connection.fetch(NEWEST, source, 0, up_to, *chosen.values, limit)
    return [_recorded(row) for row in reversed(rows)]


async def one(connection: asyncpg.Connection[Any], source: str, position_or_id: int | str) -> Recorded | None:
    """By its position at once; by its id the whole log is searched."""
    query = AT if isinstance(position_or_id, int) else NAMED
    row = await connection.fetchrow(query, source, position_or_id)
    return _recorded(row) if row else None


async def _before(connection: asyncpg.Connection[Any], moment: datetime, up_to: int) -> int:
    """The position after which the first event stored at `moment` comes: found by halving, for time has no index.

    Positions follow time but for transactions that were open a while: callers leave room for those.
    """
    low, high = 0, up_to
    while low < high:
        middle = (low + high) // 2
        stored = await connection.fetchval(PROBE, middle)
        low, high = (middle + 1, high) if stored and stored < moment else (low, middle)
    return low


def _recorded(row: Any) -> Recorded:
    *envelope, recorded_at = row
    return Recorded(Envelope(*envelope), recorded_at)
