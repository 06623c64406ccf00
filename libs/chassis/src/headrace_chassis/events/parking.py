"""Events that could not be heard, and everything later of the same key behind them.

retrying: tried again at `next_try`. dead: tried often enough, waits for a person. behind: waits for the one before it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.events.bus import Delivered, Stream
from headrace_chassis.events.envelope import Envelope

PAUSES = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
PARK = """
    INSERT INTO parked_event (topic, partition, position, event_id, type, source, key, tenant, plant, version,
                              occurred_at, traceparent, data, actor, cause, state, attempts, next_try, error)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
"""
HELD = "SELECT DISTINCT key FROM parked_event WHERE topic = $1 AND partition = $2 AND key = ANY($3)"
STREAMS_DUE = """
    SELECT DISTINCT topic, partition FROM parked_event WHERE state = 'retrying' AND next_try <= $1
"""
DUE = """
    SELECT id, key FROM parked_event
     WHERE topic = $1 AND partition = $2 AND key = ANY(ARRAY(
        SELECT key FROM parked_event
         WHERE topic = $1 AND partition = $2 AND state = 'retrying' AND next_try <= $3 ORDER BY next_try LIMIT $4
     ))
     ORDER BY position LIMIT $4
"""
TAKE = "SELECT * FROM parked_event WHERE id = ANY($1) ORDER BY position"
REMOVE = "DELETE FROM parked_event WHERE id = ANY($1) RETURNING topic, partition, key"
PROMOTE = """
    UPDATE parked_event SET state = 'retrying', next_try = $4
     WHERE state = 'behind' AND id IN (
        SELECT DISTINCT ON (p.topic, p.partition, p.key) p.id
          FROM unnest($1::text[], $2::int[], $3::text[]) AS settled (topic, partition, key)
          JOIN parked_event p USING (topic, partition, key)
         ORDER BY p.topic, p.partition, p.key, p.position
     )
"""
ELSEWHERE = "SELECT DISTINCT key FROM parked_event WHERE topic = $1 AND partition <> $2"
LOCK_TOPIC = "SELECT FROM inbox_progress WHERE topic = $1 ORDER BY partition FOR UPDATE"
GATHER = "UPDATE parked_event SET partition = $2 WHERE topic = $1 AND key = ANY($3)"
ATTEMPTS = "SELECT attempts FROM parked_event WHERE id = $1 AND state = 'retrying'"
FAILED = """
    UPDATE parked_event SET state = $2, attempts = $3, next_try = $4, error = $5 WHERE id = $1
"""


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


class Waiting(NamedTuple):
    """A parked event whose turn may have come."""

    id: int
    key: str


class Parked(NamedTuple):
    id: int
    event: Envelope


async def gather(connection: asyncpg.Connection[Any], stream: Stream, stream_of: Callable[[str, str], Stream]) -> None:
    """Bring here what is parked of this stream's keys in others: the bus has divided the topic anew."""
    elsewhere = {row["key"] for row in await connection.fetch(ELSEWHERE, *stream)}
    ours = [key for key in elsewhere if stream_of(stream.topic, key) == stream]
    if ours:
        await connection.execute(LOCK_TOPIC, stream.topic)
        await connection.execute(GATHER, *stream, ours)


async def streams_due(connection: asyncpg.Connection[Any], now: datetime) -> list[Stream]:
    return [Stream(*row) for row in await connection.fetch(STREAMS_DUE, now)]


async def due(connection: asyncpg.Connection[Any], stream: Stream, now: datetime, limit: int) -> list[Waiting]:
    """Events whose next try has come, with those behind them: the first of their keys, in order of position."""
    return [Waiting(*row) for row in await connection.fetch(DUE, *stream, now, limit)]


async def take(connection: asyncpg.Connection[Any], parked: Sequence[int]) -> list[Parked]:
    """What is still there of these, in order of position: another replica may have settled some."""
    return [Parked(row["id"], envelope_of(row)) for row in await connection.fetch(TAKE, parked)]


async def remove(connection: asyncpg.Connection[Any], parked: Sequence[int], now: datetime) -> None:
    """They are settled: the next of each key, if any, has its turn."""
    gone = await connection.fetch(REMOVE, parked)
    if gone:
        await connection.execute(PROMOTE, *zip(*gone, strict=True), now)


async def failed_again(connection: asyncpg.Connection[Any], parked: int, now: datetime, error: str) -> None:
    attempts = await connection.fetchval(ATTEMPTS, parked)
    if attempts is not None:
        state, next_try = next_attempt(attempts + 1, now)
        await connection.execute(FAILED, parked, state, attempts + 1, next_try, error)


def _columns(e: Envelope) -> tuple[object, ...]:
    told = (e.id, e.type, e.source, e.key, e.tenant, e.plant, e.version, e.time, e.traceparent, e.data)
    return *told, e.actor, e.cause


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
        row["actor"],
        row["cause"],
    )
