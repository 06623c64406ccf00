"""Which replica's relay leads: the one whose session holds an advisory lock.

A leader that dies frees the lock with its connection. One that is frozen keeps its connection, so it also shows a sign
of life each second; a candidate that sees none for a while ends the leader's session at the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from headrace_chassis.clock import monotonic
from headrace_chassis.grants import as_who_logged_in

logger = logging.getLogger(__name__)
LOCK = 0x48656164
TRY = "SELECT pg_try_advisory_lock($1)"
HOLDER = """
    SELECT a.pid, a.query_start::text FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
END = "SELECT pg_terminate_backend($1)"
SIGN_EVERY = 1.0
TRY_EVERY = 0.5
FROZEN_AFTER = 4.0


class Led:
    """A connection whose session is the leader's, shared by those who work under the lock."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        self.connection = connection
        self._one_at_a_time = asyncio.Lock()

    async def fetchval(self, sql: str, *values: object) -> Any:
        async with self._one_at_a_time:
            return await self.connection.fetchval(sql, *values)

    async def show_signs_of_life(self) -> None:
        """Until the session is lost."""
        while True:
            await asyncio.sleep(SIGN_EVERY)
            await self.fetchval("SELECT 1")


@asynccontextmanager
async def leading(url: str) -> AsyncIterator[Led]:
    """Waits for its turn. Raises what a lost database raises."""
    connection = await asyncpg.connect(url, server_settings={"synchronous_commit": "off"})
    try:
        await _until_leader(connection)
        yield Led(connection)
    finally:
        with contextlib.suppress(Exception):
            await connection.close(timeout=2)
        connection.terminate()


async def _until_leader(connection: asyncpg.Connection[Any]) -> None:
    seen: object = None
    since = monotonic()
    while not await connection.fetchval(TRY, LOCK):
        sign = await _sign_of_life(connection)
        if sign != seen:
            seen, since = sign, monotonic()
        elif sign and monotonic() - since > FROZEN_AFTER:
            logger.warning("the leading relay has shown no sign of life for %s s: its session is ended", FROZEN_AFTER)
            await _as_ourselves(connection, END, sign[0])
        await asyncio.sleep(TRY_EVERY)


async def _sign_of_life(connection: asyncpg.Connection[Any]) -> Any:
    """The leader's process at the server and its newest statement; None when there is none to be seen."""
    found = await _as_ourselves(connection, HOLDER, LOCK)
    return tuple(found) if found and found["query_start"] else None


async def _as_ourselves(connection: asyncpg.Connection[Any], sql: str, *values: object) -> Any:
    """As the user who logged in, whose other sessions we may see and end; not as the role we work in."""
    async with connection.transaction(), as_who_logged_in(connection):
        return await connection.fetchrow(sql, *values)
