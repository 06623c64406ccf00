"""How far the event log is settled: the two-phase watermark.

Ids are drawn before their transactions commit, so a reader that goes by `id > last` would step over an id that is
still under way and lose it. Instead, in this order: (1) read h, the last id drawn; (2) draw R, a fresh transaction id;
(3) wait until every transaction older than R has ended. Whoever drew an id <= h had its xid before it drew (log.py),
hence before R; so it has ended, and every id <= h is settled: visible, or rolled back for good. docs/decisions/0002.
"""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg

MARK = "SELECT h, r FROM event_log_mark()"
SETTLED = "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8"
LAST_DRAWN = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_log_id_seq"


async def last_drawn(connection: asyncpg.Connection[Any]) -> int:
    """The newest id handed out, settled or not. Burns no transaction id."""
    return int(await connection.fetchval(LAST_DRAWN))


async def settle(connection: asyncpg.Connection[Any]) -> int:
    """Wait until everything drawn before this call is settled; returns that position. One xid a call."""
    high, ours = await connection.fetchrow(MARK)
    pause = 0.0005
    while not await connection.fetchval(SETTLED, ours):
        await asyncio.sleep(pause)
        pause = min(pause * 2, 0.02)
    return int(high)
