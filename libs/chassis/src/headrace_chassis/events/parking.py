"""Events that could not be heard, and everything later of the same key behind them.

retrying: tried again at `next_try`. dead: tried often enough, waits for a person. behind: waits for the one before it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from headrace_chassis.events.bus import Delivered, Stream
from headrace_chassis.events.envelope import Envelope

PAUSES = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
PARK = """
    INSERT INTO parked_event (topic, partition, position, event_id, type, source, key, tenant, plant, version,
                              occurred_at, traceparent, data, state, attempts, next_try, error)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
"""
HELD = "SELECT DISTINCT key FROM parked_event WHERE topic = $1 AND partition = $2 AND key = ANY($3)"
DUE = """
    SELECT id, topic, partition FROM parked_event
     WHERE state = 'retrying' AND next_try <= $1 ORDER BY next_try LIMIT 100
"""
ONE = "SELECT * FROM parked_event WHERE id = $1 AND state = 'retrying'"
REMOVE = "DELETE FROM parked_event WHERE id = $1 RETURNING topic, partition, key"
PROMOTE = """
    UPDATE parked_event SET state = 'retrying', next_try = $4
     WHERE id = (SELECT id FROM parked_event WHERE topic = $1 AND partition = $2 AND key = $3 ORDER BY position LIMIT 1)
"""
FAILED = "UPDATE parked_event SET state = $2, attempts = $3, next_try = $4, error = $5 WHERE id = $1"
AUDIT = "INSERT INTO dead_letter_audit (event_id, action, actor, reason, at) VALUES ($1, $2, $3, $4, $5)"


def next_attempt(attempts: int, now: datetime) -> tuple[str, datetime]:
    """State and time after the `attempts`-th failure: four growing pauses with 10 % jitter, then dead."""
    if attempts > len(PAUSES):
        return "dead", now
    return "retrying", now + PAUSES[attempts - 1] * random.uniform(0.9, 1.1)


async def held_keys(connection: asyncpg.Connection[Any], stream: Stream, keys: Sequence[str]) -> set[str]:
    return {row["key"] for row in await connection.fetch(HELD, *stream, list(keys))}


async def park(
    connection: asyncpg.Connection[Any],
    stream: Stream,
    delivered: Sequence[Delivered],
    now: datetime,
    error: str | None = None,
) -> None:
    """With an error: the event that failed. Without: events behind one of the same key that did."""
    state, next_try = next_attempt(1, now) if error else ("behind", now)
    await connection.executemany(
        PARK,
        [
            (*stream, e.position, *_columns(e), state, 1 if error else 0, next_try, error or "")
            for e in (d.event for d in delivered)
        ],
    )


async def due(connection: asyncpg.Connection[Any], now: datetime) -> list[tuple[int, Stream]]:
    return [(row["id"], Stream(row["topic"], row["partition"])) for row in await connection.fetch(DUE, now)]


async def take(connection: asyncpg.Connection[Any], parked: int) -> tuple[Envelope, int] | None:
    """The event and its attempts so far; None when another replica has settled it."""
    row = await connection.fetchrow(ONE, parked)
    return (envelope_of(row), row["attempts"]) if row else None


async def remove(connection: asyncpg.Connection[Any], parked: int, now: datetime) -> None:
    """It is settled: the next of its key, if any, has its turn."""
    row = await connection.fetchrow(REMOVE, parked)
    if row:
        await connection.execute(PROMOTE, row["topic"], row["partition"], row["key"], now)


async def failed_again(
    connection: asyncpg.Connection[Any], parked: int, attempts: int, now: datetime, error: str
) -> None:
    state, next_try = next_attempt(attempts, now)
    await connection.execute(FAILED, parked, state, attempts, next_try, error)


def _columns(e: Envelope) -> tuple[object, ...]:
    return e.id, e.type, e.source, e.key, e.tenant, e.plant, e.version, e.time, e.traceparent, e.data


def envelope_of(row: Any) -> Envelope:
    return Envelope(
        str(row["event_id"]),
        row["type"],
        row["source"],
        row["key"],
        row["tenant"],
        row["plant"],
        row["version"],
        row["occurred_at"],
        row["traceparent"],
        row["data"],
        row["position"],
    )
