"""How far a service has heard each stream. Locking the row makes one replica at a time hear a stream.

Positions are the sender's and hold on any bus. Offsets are those of one log: `origin` names it, and offsets of another
origin are never used.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.events.bus import LOG, Stream

LOCK = """
    SELECT progress.next_offset, progress.heard, progress.replay_until,
           EXISTS (SELECT FROM parked_event p WHERE p.topic = $1 AND p.partition = $2)
      FROM inbox_progress progress WHERE topic = $1 AND partition = $2 FOR UPDATE
"""
ADVANCE = "UPDATE inbox_progress SET next_offset = $3, heard = $4 WHERE topic = $1 AND partition = $2"
OPEN = "INSERT INTO inbox_progress (topic, partition, origin) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
ORIGIN = "SELECT origin FROM inbox_progress WHERE topic = $1 AND partition = $2 FOR UPDATE"
MOVED = "UPDATE inbox_progress SET next_offset = 0, origin = $3 WHERE topic = $1 AND partition = $2"
WHOLE = "SELECT heard, replay_until FROM inbox_progress WHERE topic = $1 AND origin = $2 FOR UPDATE"
DIVIDE = """
    INSERT INTO inbox_progress (topic, partition, heard, replay_until, origin)
    SELECT $1, n, $3, $4, $5 FROM generate_series(0, $2 - 1) n
        ON CONFLICT (topic, partition) DO UPDATE
           SET next_offset = 0, heard = excluded.heard, replay_until = excluded.replay_until, origin = excluded.origin
"""
ALL = "SELECT topic, partition, next_offset, heard FROM inbox_progress ORDER BY topic, partition"
REPLAY = """
    UPDATE inbox_progress SET replay_until = greatest(replay_until, heard), next_offset = $3, heard = $4
     WHERE topic = $1 AND partition = $2
"""


class HeardElsewhere(RuntimeError):
    """The service heard the topic in partitions of a broker; how far that is in one log can't be told."""


class Place(NamedTuple):
    """A place in a stream: the bus's offset, and the sender's position of the last event that took effect."""

    offset: int
    heard: int


class Progress(NamedTuple):
    offset: int
    heard: int
    replay_until: int
    any_parked: bool

    @property
    def place(self) -> Place:
        return Place(self.offset, self.heard)


async def opened(connection: asyncpg.Connection[Any], stream: Stream, origin: str, partitions: int) -> Progress:
    """The stream's progress. In a log of another origin it begins at the start; what was heard stays heard.

    `partitions` is how many streams the topic has: one that was heard whole is divided. Raises HeardElsewhere.
    """
    if origin != LOG:
        await _divide(connection, stream.topic, origin, partitions)
    await connection.execute(OPEN, *stream, origin)
    known = await connection.fetchval(ORIGIN, *stream)
    if known != origin:
        if origin == LOG:
            raise HeardElsewhere(
                f"{stream.topic} was heard from {known}. Start with that bus again, or on a data folder of its own: "
                "what was heard in partitions can't be told apart in one log, and would take effect twice."
            )
        await connection.execute(MOVED, *stream, origin)
    return await locked(connection, stream)


async def _divide(connection: asyncpg.Connection[Any], topic: str, origin: str, partitions: int) -> None:
    """Whoever heard the sender's whole log to a position has heard each partition to it."""
    whole = await connection.fetchrow(WHOLE, topic, LOG)
    if whole:
        await connection.execute(DIVIDE, topic, partitions, *whole, origin)


async def places(connection: asyncpg.Connection[Any]) -> dict[Stream, Place]:
    return {Stream(topic, part): Place(offset, heard) for topic, part, offset, heard in await connection.fetch(ALL)}


async def locked(connection: asyncpg.Connection[Any], stream: Stream) -> Progress:
    return Progress(*await connection.fetchrow(LOCK, *stream))


async def advance(connection: asyncpg.Connection[Any], stream: Stream, place: Place) -> None:
    await connection.execute(ADVANCE, *stream, *place)


async def rewind(connection: asyncpg.Connection[Any], stream: Stream, place: Place) -> None:
    """Hear again what came after `place`; up to where it had been heard, by read models only."""
    await connection.execute(REPLAY, *stream, *place)
