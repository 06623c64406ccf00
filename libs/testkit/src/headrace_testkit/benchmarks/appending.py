"""How fast events are stored: beside a row each, through the chassis, and a thousand at once."""

from __future__ import annotations

import asyncio
import itertools
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from headrace_chassis.events import log
from headrace_testkit.benchmarks.figures import Figure, in_turns, per_second
from headrace_testkit.benchmarks.ground import SENDER, Ground, Place, event, new_event
from headrace_testkit.benchmarks.transports import PLAIN_EVENT, PLAIN_STATE

TASKS = 32
EACH = 60
ONE_STATEMENT = """
    WITH state AS (
        INSERT INTO aggregate VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET number = aggregate.number + 1
        RETURNING number
    )
    INSERT INTO event_log (event_id, type, key, tenant, plant, version, occurred_at, traceparent, data)
    SELECT $2, $3, $1, 'acme', '', number, $4, '', $5 FROM state
"""


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    """The baselines: a transaction of two statements for each event, and a statement for each event of a thousand."""
    keys = (f"key-{n}" for n in itertools.count())
    async with ground.place(SENDER) as place:
        taken = await in_turns(
            plain=per_second(lambda: _in_tasks(lambda: _plain(place, next(keys)))),
            one=per_second(lambda: _in_tasks(lambda: _one_statement(place, next(keys)))),
            chassis=per_second(lambda: _in_tasks(lambda: _through_the_chassis(place, next(keys)))),
            plain_many=per_second(lambda: _plain_many(place)),
            thousands=per_second(lambda: _thousands(place)),
        )
    plain, many = taken["plain"], taken["plain_many"]
    yield Figure("append: row and event, one statement, 32 tasks", taken["one"], "events/s", plain, 4_000)
    yield Figure("append: row and event through the chassis, 32 tasks", taken["chassis"], "events/s", plain, 1_800)
    yield Figure("append: a thousand in a transaction", taken["thousands"], "events/s", many, 45_000)


async def _in_tasks(one: Callable[[], Awaitable[None]]) -> int:
    async def work() -> None:
        for _ in range(EACH):
            await one()

    await asyncio.gather(*(work() for _ in range(TASKS)))
    return TASKS * EACH


async def _plain(place: Place, key: str) -> None:
    e = new_event(key, 1)
    async with place.pool.acquire() as connection, connection.transaction():
        await connection.execute(PLAIN_STATE, key)
        await connection.execute(PLAIN_EVENT, *_values(e))


async def _one_statement(place: Place, key: str) -> None:
    e = new_event(key, 1)
    await place.pool.execute(ONE_STATEMENT, key, uuid.uuid4(), e.type, e.time, e.data)


async def _through_the_chassis(place: Place, key: str) -> None:
    async with place.database.transaction("acme") as tx:
        await tx.raw.execute(PLAIN_STATE, key)
        tx.tell(event(key, 1))


async def _thousands(place: Place) -> int:
    async with place.pool.acquire() as connection:
        for _ in range(10):
            await log.append(connection, [new_event("k", n) for n in range(1000)])
    return 10_000


async def _plain_many(place: Place) -> int:
    async with place.pool.acquire() as connection, connection.transaction():
        for n in range(2000):
            await connection.execute(PLAIN_EVENT, *_values(new_event("k", n)))
    return 2_000


def _values(e: log.NewEvent) -> tuple[Any, ...]:
    return (uuid.uuid4(), e.type, e.key, e.tenant, e.plant, e.version, e.time, e.traceparent, e.data)
