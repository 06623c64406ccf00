"""One moment for all databases: while nobody can append to any event log, every database exports its snapshot.

A SHARE lock on event_log waits for appends under way to commit and holds up new ones; nothing else waits. Positions
that a hearer has in its snapshot are therefore in its sender's snapshot, in whatever order the two were taken.

How far telemetry was stored stands still too: the buffers that it comes from are files, copied in the same moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from headrace_chassis import clock
from headrace_cli.backup.standing import Standing, standing
from headrace_cli.place import Server
from headrace_cli.refusals import NotDone

ATTEMPTS = 10
PATIENCE = "2s"
PAUSE = 1.0
EVENT_LOG = "event_log"
FED_BY_FILES = {"equipment": "stream"}
"""Service -> the table that says how far it has taken what lies in files."""
HOLDERS = """
    SELECT string_agg(format('pid %s for %s: %s', pid, date_trunc('second', now() - xact_start), left(query, 60)), '; ')
      FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.relation = ANY($1::text[]::regclass[]) AND l.mode = 'RowExclusiveLock' AND l.granted
"""


class WritersBusy(NotDone):
    """A transaction holds what is to stand still for longer than writers may be held up."""


@dataclass(frozen=True)
class Snapshot:
    """`name` can be imported by other sessions as long as the barrier's `snapshots` block lasts."""

    name: str
    standing: Standing


@asynccontextmanager
async def snapshots(
    server: Server, databases: Mapping[str, str], meanwhile: Callable[[], Awaitable[None]]
) -> AsyncIterator[tuple[dict[str, Snapshot], float]]:
    """A snapshot of each service's database, all of one moment, and for how many seconds appends were held up.

    `meanwhile` runs in that moment too. Raises WritersBusy.
    """
    async with AsyncExitStack() as stack:
        keepers = {service: await _opened(stack, server, name) for service, name in databases.items()}
        lockers = {service: await _opened(stack, server, name) for service, name in databases.items()}
        began = await _locked(lockers)
        taken = await asyncio.gather(*(_exported(keeper) for keeper in keepers.values()))
        await meanwhile()
        await asyncio.gather(*(locker.execute("ROLLBACK") for locker in lockers.values()))
        held_up = clock.monotonic() - began
        where = await asyncio.gather(*(standing(keeper) for keeper in keepers.values()))
        found = {name: Snapshot(*each) for name, each in zip(databases, zip(taken, where, strict=True), strict=True)}
        yield found, held_up


async def _opened(stack: AsyncExitStack, server: Server, database: str) -> asyncpg.Connection[Any]:
    connection = await server.connect(database, as_owner=True)
    stack.push_async_callback(connection.close)
    await connection.execute("SET idle_in_transaction_session_timeout = 0")
    return connection


async def _locked(lockers: Mapping[str, asyncpg.Connection[Any]]) -> float:
    """All event logs or none, so that nobody waits for long behind a lock that another database can't give."""
    for _ in range(ATTEMPTS):
        began = clock.monotonic()
        outcomes = await asyncio.gather(
            *(_lock(one, _held(name)) for name, one in lockers.items()), return_exceptions=True
        )
        failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        if not failed:
            return began
        await asyncio.gather(*(locker.execute("ROLLBACK") for locker in lockers.values()))
        if not all(isinstance(each, asyncpg.LockNotAvailableError) for each in failed):
            raise failed[0]
        await asyncio.sleep(PAUSE)
    raise WritersBusy(await _who_is_busy(lockers))


def _held(service: str) -> list[str]:
    """In the order in which a transaction takes them: telemetry is stored, then its events are told."""
    return [*filter(None, [FED_BY_FILES.get(service)]), EVENT_LOG]


async def _lock(connection: asyncpg.Connection[Any], tables: Sequence[str]) -> None:
    locks = "; ".join(f"LOCK TABLE ONLY {table} IN SHARE MODE" for table in tables)
    await connection.execute(f"BEGIN; SET LOCAL lock_timeout = '{PATIENCE}'; {locks}")


async def _who_is_busy(lockers: Mapping[str, asyncpg.Connection[Any]]) -> str:
    await asyncio.gather(*(one.execute("SET ROLE NONE") for one in lockers.values()))  # it sees others' queries
    asked = {service: await one.fetchval(HOLDERS, _held(service)) for service, one in lockers.items()}
    busy = [f"{service}: {who}" for service, who in asked.items() if who]
    return (
        f"Writers could not be held up for the moment of the backup, in {ATTEMPTS} attempts of {PATIENCE}. "
        f"Nothing was written. Open transactions: {' / '.join(busy) or 'none now'}. Try again."
    )


async def _exported(connection: asyncpg.Connection[Any]) -> str:
    await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    return str(await connection.fetchval("SELECT pg_export_snapshot()"))
