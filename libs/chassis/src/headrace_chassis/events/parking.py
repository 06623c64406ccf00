"""Events that could not be heard, and everything later of the same key behind them.

retrying: tried again at `next_try`. dead: tried often enough, waits for a person. behind: waits for the one before it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.events.bus import Delivered, Stream
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.handlers import ALL, Listeners

PAUSES = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
PARK = """
    INSERT INTO parked_event (topic, partition, position, event_id, type, source, key, tenant, plant, version,
                              occurred_at, traceparent, data, actor, cause, state, attempts, next_try, error,
                              read_models)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        ON CONFLICT (topic, partition, position) DO UPDATE SET read_models = ARRAY(
               SELECT DISTINCT unnest(parked_event.read_models || excluded.read_models) ORDER BY 1)
         WHERE parked_event.read_models IS NOT NULL
"""
HELD = """
    SELECT key, min(position), read_models FROM parked_event
     WHERE topic = $1 AND partition = $2 AND key = ANY($3) GROUP BY key, read_models
"""
STREAMS_DUE = """
    SELECT DISTINCT topic, partition FROM parked_event WHERE state = 'retrying' AND next_try <= $1
"""
DUE = """
    SELECT id, key, read_models IS NULL FROM parked_event
     WHERE topic = $1 AND partition = $2 AND state <> 'dead' AND (key, read_models IS NULL) IN (
        SELECT key, read_models IS NULL FROM parked_event
         WHERE topic = $1 AND partition = $2 AND state = 'retrying' AND next_try <= $3 ORDER BY next_try LIMIT $4
     )
     ORDER BY position LIMIT $4
"""
TAKE = "SELECT * FROM parked_event WHERE id = ANY($1) ORDER BY position"
REMOVE = "DELETE FROM parked_event WHERE id = ANY($1) RETURNING topic, partition, key"
PROMOTE = """
    UPDATE parked_event SET state = 'retrying', next_try = $4
     WHERE state = 'behind' AND id IN (
        SELECT DISTINCT ON (p.topic, p.partition, p.key, p.read_models IS NULL) p.id
          FROM unnest($1::text[], $2::int[], $3::text[]) AS settled (topic, partition, key)
          JOIN parked_event p USING (topic, partition, key)
         ORDER BY p.topic, p.partition, p.key, p.read_models IS NULL, p.position
     )
"""
FORGET = "DELETE FROM parked_event WHERE topic = $1 AND partition = $2 AND read_models <@ $3"
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


class Held:
    """Which keys are held up from which position on: for all who hear, or for some read models only."""

    def __init__(self, rows: Iterable[tuple[str, int, list[str] | None]]) -> None:
        self._by_key: dict[str, list[tuple[int, frozenset[str] | None]]] = defaultdict(list)
        for key, first, names in rows:
            self._by_key[key].append((first, None if names is None else frozenset(names)))

    def holds_all(self, event: Envelope) -> bool:
        return None in self._waiting(event)

    def models(self, event: Envelope) -> frozenset[str]:
        """The read models that are held up; those that wait with all others are not named."""
        return frozenset[str]().union(*(names for names in self._waiting(event) if names))

    def holds(self, event: Envelope, name: str) -> bool:
        return self.holds_all(event) or name in self.models(event)

    def _waiting(self, event: Envelope) -> list[frozenset[str] | None]:
        return [names for first, names in self._by_key.get(event.key, ()) if first <= event.position]


async def held(connection: asyncpg.Connection[Any], stream: Stream, keys: Sequence[str]) -> Held:
    return Held(tuple(row) for row in await connection.fetch(HELD, *stream, list(keys)))


async def park(
    connection: asyncpg.Connection[Any],
    stream: Stream,
    delivered: Sequence[tuple[Delivered, list[str] | None]],
    now: datetime,
    error: str | None = None,
) -> None:
    """With an error: the event that failed. Without: events behind one of the same key that did.

    Each with the read models that it waits for; None when it does for all who hear. One that is there stays.
    """
    state, next_try = next_attempt(1, now) if error else ("behind", now)
    await connection.executemany(
        PARK,
        [
            (*stream, d.event.position, *_columns(d.event), state, 1 if error else 0, next_try, error or "", names)
            for d, names in delivered
        ],
    )


class Waiting(NamedTuple):
    """A parked event whose turn may have come; what waits for all who hear has turns of its own."""

    id: int
    key: str
    for_all: bool

    @property
    def turn(self) -> tuple[str, bool]:
        return self.key, self.for_all


class Parked(NamedTuple):
    """Who hears the event: all, or read models."""

    id: int
    event: Envelope
    listeners: Listeners


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
    return [Parked(row["id"], envelope_of(row), _listeners(row)) for row in await connection.fetch(TAKE, parked)]


def _listeners(row: Any) -> Listeners:
    return ALL if row["read_models"] is None else Listeners(only=frozenset(row["read_models"]))


async def forget(connection: asyncpg.Connection[Any], stream: Stream, names: Sequence[str]) -> None:
    """What waits for these read models alone; they hear all of it again."""
    await connection.execute(FORGET, *stream, names)


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
