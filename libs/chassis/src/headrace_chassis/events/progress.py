"""How far a service has heard each stream. Locking the row makes one replica at a time hear a stream."""

from __future__ import annotations

from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.events.bus import Stream

LOCK = """
    SELECT progress.next_offset, progress.heard, progress.replay_until,
           EXISTS (SELECT FROM parked_event p WHERE p.topic = $1 AND p.partition = $2)
      FROM inbox_progress progress WHERE topic = $1 AND partition = $2 FOR UPDATE
"""
ADVANCE = "UPDATE inbox_progress SET next_offset = $3, heard = $4 WHERE topic = $1 AND partition = $2"
OPEN = "INSERT INTO inbox_progress (topic, partition) VALUES ($1, $2) ON CONFLICT DO NOTHING"
ALL = "SELECT topic, partition, next_offset, heard FROM inbox_progress ORDER BY topic, partition"
REPLAY = """
    UPDATE inbox_progress SET replay_until = greatest(replay_until, heard), next_offset = $3, heard = $4
     WHERE topic = $1 AND partition = $2
"""


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


async def opened(connection: asyncpg.Connection[Any], stream: Stream) -> Progress:
    await connection.execute(OPEN, *stream)
    return await locked(connection, stream)


async def places(connection: asyncpg.Connection[Any]) -> dict[Stream, Place]:
    return {Stream(topic, part): Place(offset, heard) for topic, part, offset, heard in await connection.fetch(ALL)}


async def locked(connection: asyncpg.Connection[Any], stream: Stream) -> Progress:
    return Progress(*await connection.fetchrow(LOCK, *stream))


async def advance(connection: asyncpg.Connection[Any], stream: Stream, place: Place) -> None:
    await connection.execute(ADVANCE, *stream, *place)


async def rewind(connection: asyncpg.Connection[Any], stream: Stream, place: Place) -> None:
    """Hear again what came after `place`; up to where it had been heard, by read models only."""
    await connection.execute(REPLAY, *stream, *place)
