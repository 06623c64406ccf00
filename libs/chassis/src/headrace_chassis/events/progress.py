"""How far a service has heard each stream. Locking the row makes one replica at a time hear a stream.

Positions are the sender's and hold on any bus. Offsets are those of one log: `origin` names it, and offsets of another
origin are never used.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.events.bus import LOG, Stream

# A build of before let its whole progress go back for a replay: all but read models had heard up to `replay_until`.
LOCK = """
    SELECT next_offset, greatest(heard, replay_until), any_parked(topic, partition), read_models
      FROM inbox_progress WHERE topic = $1 AND partition = $2 FOR UPDATE
"""
ADVANCE = "UPDATE inbox_progress SET next_offset = $3, heard = $4 WHERE topic = $1 AND partition = $2"
BEGIN = """
    INSERT INTO inbox_progress (topic, partition, origin)
    SELECT $1, n, $2 FROM generate_series(0, $3 - 1) n
     WHERE NOT EXISTS (SELECT FROM inbox_progress WHERE topic = $1) ON CONFLICT DO NOTHING
"""
ADD = "INSERT INTO inbox_progress (topic, partition, origin, heard) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
OTHERS = "SELECT count(*) FROM inbox_progress WHERE topic = $1 HAVING bool_or(origin NOT IN ($2, $3))"
NEWEST = """
    SELECT coalesce(max(heard) FILTER (WHERE origin = $3), 0) FROM inbox_progress WHERE topic = $1
    HAVING NOT bool_or(partition = $2)
"""
ORIGIN = "SELECT origin FROM inbox_progress WHERE topic = $1 AND partition = $2 FOR UPDATE"
MOVED = "UPDATE inbox_progress SET next_offset = 0, origin = $3 WHERE topic = $1 AND partition = $2"
WHOLE = "SELECT heard, read_models FROM inbox_progress WHERE topic = $1 AND origin = $2 FOR UPDATE"
DIVIDE = """
    INSERT INTO inbox_progress (topic, partition, heard, read_models, origin)
    SELECT $1, n, $3, $4, $5 FROM generate_series(0, $2 - 1) n
        ON CONFLICT (topic, partition) DO UPDATE
           SET next_offset = 0, heard = excluded.heard, read_models = excluded.read_models, origin = excluded.origin
"""
ALL = (
    "SELECT topic, partition, next_offset, greatest(heard, replay_until) FROM inbox_progress ORDER BY topic, partition"
)
MARKS = "SELECT topic, partition, read_models FROM inbox_progress"
MARK = "UPDATE inbox_progress SET read_models = $3 WHERE topic = $1 AND partition = $2"


class HeardElsewhere(RuntimeError):
    """The service heard the topic divided in another way; how far that is in this one can't be told."""


class Place(NamedTuple):
    """A place in a stream: the bus's offset, and the sender's position of the last event that took effect."""

    offset: int
    heard: int


class Progress(NamedTuple):
    """`read_models` is what stands there of them (read_models.py)."""

    offset: int
    heard: int
    any_parked: bool
    read_models: str

    @property
    def place(self) -> Place:
        return Place(self.offset, self.heard)


async def newest(connection: asyncpg.Connection[Any], stream: Stream, origin: str) -> int:
    """The newest position heard in the topic's other partitions, when this one was never opened; else 0."""
    return int(await connection.fetchval(NEWEST, *stream, origin) or 0)


async def opened(
    connection: asyncpg.Connection[Any], stream: Stream, origin: str, partitions: int, heard: int = 0
) -> Progress:
    """The stream's progress. In a log of another origin it begins at the start; what was heard stays heard.

    `partitions` is how many streams the topic has: one that was heard whole is divided. `heard` is for a partition that
    was added. Raises HeardElsewhere.
    """
    if origin != LOG:
        await _divide(connection, stream.topic, origin, partitions)
    await _refuse_other_division(connection, stream.topic, origin, partitions)
    await connection.execute(BEGIN, stream.topic, origin, partitions)
    await connection.execute(ADD, *stream, origin, heard)
    known = await connection.fetchval(ORIGIN, *stream)
    if known != origin:
        await connection.execute(MOVED, *stream, origin)
    return await locked(connection, stream)


async def _divide(connection: asyncpg.Connection[Any], topic: str, origin: str, partitions: int) -> None:
    """Whoever heard the sender's whole log to a position has heard each partition to it."""
    whole = await connection.fetchrow(WHOLE, topic, LOG)
    if whole:
        await connection.execute(DIVIDE, topic, partitions, *whole, origin)


async def _refuse_other_division(connection: asyncpg.Connection[Any], topic: str, origin: str, partitions: int) -> None:
    before = await connection.fetchval(OTHERS, topic, origin, LOG)
    if before and origin == LOG:
        raise HeardElsewhere(
            f"{topic} was heard from Kafka. Start with that bus again, or with a data folder of its own: what was "
            "heard in partitions can't be told apart in one log, and would take effect twice."
        )
    if before and before != partitions:
        raise HeardElsewhere(
            f"{topic} was heard in {before} partitions and was made anew with {partitions}: keys have moved, and what "
            f"was heard of them can't be told. Make it anew with {before}, send everything, and let it grow then."
        )


async def places(connection: asyncpg.Connection[Any]) -> dict[Stream, Place]:
    return {Stream(topic, part): Place(offset, heard) for topic, part, offset, heard in await connection.fetch(ALL)}


async def locked(connection: asyncpg.Connection[Any], stream: Stream) -> Progress:
    return Progress(*await connection.fetchrow(LOCK, *stream))


async def advance(connection: asyncpg.Connection[Any], stream: Stream, place: Place) -> None:
    await connection.execute(ADVANCE, *stream, *place)


async def marks(connection: asyncpg.Connection[Any]) -> dict[Stream, str]:
    """What stands of read models beside each stream."""
    return {Stream(topic, part): text for topic, part, text in await connection.fetch(MARKS)}


async def mark(connection: asyncpg.Connection[Any], stream: Stream, read_models: str) -> None:
    await connection.execute(MARK, *stream, read_models)
