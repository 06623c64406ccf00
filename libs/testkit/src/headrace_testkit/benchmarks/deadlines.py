"""How long two replicas take for 100,000 things that come due in one minute, each done once; who waits meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import asyncpg

from headrace_chassis import clock, deadlines
from headrace_chassis.database import Database
from headrace_chassis.deadlines import Deadline
from headrace_chassis.due import DueWork
from headrace_chassis.events.horizon import Horizon
from headrace_chassis.tx import Tx
from headrace_testkit.benchmarks.figures import Figure
from headrace_testkit.benchmarks.ground import Ground, Place, event
from headrace_testkit.waiting import until

DEADLINES, TENANTS, PORTION = 100_000, 20, 5000
EFFECT = "CREATE TABLE effect (tenant text NOT NULL, thing text NOT NULL)"
KEEP = "INSERT INTO effect (tenant, thing) SELECT $1, unnest($2::text[])"
WRONG = "SELECT count(*) - count(DISTINCT (tenant, thing)) + $1 - count(*) FROM effect"
DONE = "SELECT NOT EXISTS (SELECT FROM deadline)"
TOLD = "SELECT count(*) FROM event_log"
LONGEST = """
    SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
LOOK = 0.02


@dataclass
class Watched:
    """In milliseconds, again and again: the age of the oldest open transaction, and of what can't be read for it."""

    open: list[float] = field(default_factory=list)
    unread: list[float] = field(default_factory=list)


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    """The baseline is the same work in one transaction, which is what a timer over all tenants makes of it."""
    async with ground.place(EFFECT) as place:
        plain = await _plainly(place)
        await place.pool.execute("DELETE FROM effect")
        seconds, watched = await _by_two(place)
    held = [plain * 1000]
    yield Figure("deadlines: 100,000 due in one minute, by two replicas", [seconds], "s", [plain], 60)
    yield Figure("deadlines: the longest transaction meanwhile", [max(watched.open)], "ms", held, 1000)
    yield Figure("deadlines: the longest that events could not be read", [max(watched.unread)], "ms", held, 1000)


async def _deed(tx: Tx, things: Sequence[str]) -> None:
    """What most do: write for each thing, and tell of it."""
    await tx.raw.execute(KEEP, tx.tenant, things)
    tx.tell(event(thing, 1) for thing in things)


async def _set(place: Place) -> None:
    minute_ago = clock.wall() - timedelta(minutes=1)
    each = DEADLINES // TENANTS
    for tenant in range(TENANTS):
        for begin in range(0, each, PORTION):
            moments = {
                f"d{number:06}": minute_ago + timedelta(seconds=60 * number / each)
                for number in range(begin, min(begin + PORTION, each))
            }
            async with place.database.transaction(f"t{tenant}") as tx:
                await deadlines.put(tx, "bench", moments)
    await place.pool.execute("ANALYZE deadline")


async def _by_two(place: Place) -> tuple[float, Watched]:
    await _set(place)
    told = await place.pool.fetchval(TOLD)
    other = Database(place.url, place.database.clock)
    replicas = [DueWork(database, [Deadline("bench", _deed)]) for database in (place.database, other)]
    async with _watching(place) as watched:
        began = time.perf_counter()
        for replica in replicas:
            await replica.start()
        await until(lambda: place.pool.fetchval(DONE))
        seconds = time.perf_counter() - began
    for replica in replicas:
        await replica.stop()
    await other.close()
    wrong = await place.pool.fetchval(WRONG, DEADLINES)
    assert wrong == 0, f"{wrong} things were done twice or not at all"
    told = await place.pool.fetchval(TOLD) - told
    assert told == DEADLINES, f"{told} events were told"
    return seconds, watched


async def _plainly(place: Place) -> float:
    await _set(place)
    began = time.perf_counter()
    async with place.database.transaction("*") as tx:
        rows = await tx.raw.fetch("DELETE FROM deadline RETURNING tenant, thing")
        for tenant in range(TENANTS):
            await tx.act_for(f"t{tenant}")
            await _deed(tx, [row["thing"] for row in rows if row["tenant"] == tx.tenant])
    return time.perf_counter() - began


@asynccontextmanager
async def _watching(place: Place) -> AsyncIterator[Watched]:
    watched = Watched()
    connection = await asyncpg.connect(place.admin_url)
    watching = asyncio.create_task(_watch(connection, watched))
    try:
        yield watched
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await connection.close()


async def _watch(connection: asyncpg.Connection, watched: Watched) -> None:
    horizon = Horizon()
    while True:
        watched.open.append(1000 * await connection.fetchval(LONGEST))
        watched.unread.append(1000 * await horizon.age(connection))
        await asyncio.sleep(LOOK)
