"""Where each service's log and progress stand, and what must hold between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import asyncpg

from headrace_chassis.events.bus import service_of

LOG = "SELECT count(*), coalesce(max(id), 0) FROM event_log"
DRAWN = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_log_id_seq"
HEARD = "SELECT topic, partition, next_offset, heard FROM inbox_progress ORDER BY topic, partition"
RELAY = "SELECT position FROM relay_progress"


@dataclass(frozen=True)
class Heard:
    """A hearer's place in a stream: the bus's offset and the sender's position."""

    topic: str
    partition: int
    offset: int
    position: int


@dataclass(frozen=True)
class Standing:
    """One service's: `last` is the newest position in its log, `drawn` the newest that was ever given out."""

    events: int
    last: int
    drawn: int
    relayed: int
    heard: tuple[Heard, ...]

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Standing:
        return cls(**{**kept, "heard": tuple(Heard(**each) for each in kept["heard"])})


async def standing(connection: asyncpg.Connection[Any]) -> Standing:
    events, last = await connection.fetchrow(LOG)
    drawn, relayed = await connection.fetchval(DRAWN), await connection.fetchval(RELAY)
    heard = tuple(Heard(*row) for row in await connection.fetch(HEARD))
    return Standing(events, last, drawn, relayed, heard)


def contradictions(services: Mapping[str, Standing]) -> list[str]:
    """Where a hearer has heard more than its sender has told: what the sender tells next would be taken for repeats."""
    found = []
    for hearer, standing in services.items():
        for place in standing.heard:
            sender = services.get(service_of(place.topic))
            told = sender.drawn if sender else 0
            if place.position > told:
                found.append(f"{hearer} has heard {place.topic} up to {place.position}, and its sender has told {told}")
    return found
