"""Sending a log again to a bus that lost what it held: the relay goes back, hearers read their streams from the start.

Nobody hears an event twice: its position tells. In this order, so that none is missed: hearers first forget their
offsets, which mean nothing in topics that were made anew; then the relay sends.
"""

from __future__ import annotations

from typing import Any

import asyncpg

from headrace_chassis.events.bus import LOG
from headrace_chassis.events.leadership import HOLDER, LOCK
from headrace_chassis.grants import as_who_logged_in

WIND_BACK = "UPDATE relay_progress SET position = least(position, $1) RETURNING position"
END = "SELECT pg_terminate_backend($1)"
FORGET = """
    WITH past AS (UPDATE read_model_past SET next_offset = 0 WHERE topic = $1 AND origin <> $2)
    UPDATE inbox_progress SET next_offset = 0 WHERE topic = $1 AND origin <> $2
"""


async def wind_back(connection: asyncpg.Connection[Any], after: int) -> int:
    """Let the relay send everything after this position again. Returns where it goes on.

    No relay undoes this: it moves the progress only from where it had noted it.
    """
    return int(await connection.fetchval(WIND_BACK, after))


async def end_leader(connection: asyncpg.Connection[Any]) -> None:
    """End the leading relay's session, once the progress is committed: the next leader goes on from there at once."""
    async with as_who_logged_in(connection):
        leader = await connection.fetchrow(HOLDER, LOCK)
        if leader:
            await connection.fetchval(END, leader["pid"])


async def forget_offsets(connection: asyncpg.Connection[Any], topic: str) -> int:
    """Read the topic's streams from their start. Returns how many there are: none where the log itself is read, whose
    offsets always mean what they meant."""
    done: str = await connection.execute(FORGET, topic, LOG)
    return int(done.rpartition(" ")[2])
