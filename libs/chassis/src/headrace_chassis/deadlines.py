"""Moments at which something is to be done with a thing: a note is paid at its maturity.

They are put and cleared in the transaction that makes it so, and done by due.py: once among replicas.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.events.parking import PAUSES
from headrace_chassis.tx import EVERYONE, Tx

PUT = """
    INSERT INTO deadline (tenant, kind, thing, due_at) SELECT $1, $2, * FROM unnest($3::text[], $4::timestamptz[])
    ON CONFLICT (tenant, kind, thing) DO UPDATE
       SET due_at = excluded.due_at, attempts = 0, next_try = NULL, error = ''
"""
COME_DUE = """
    INSERT INTO deadline (tenant, kind, thing, due_at) SELECT tenant, $1, thing, $2
      FROM unnest($3::text[], $4::text[]) AS found (tenant, thing) ORDER BY tenant, thing
    ON CONFLICT DO NOTHING
"""
# What is about to be done stands still meanwhile. To wait for it here would be to wait for one another: whoever clears
# a deadline has changed the thing, which the deed waits for.
CLEAR = """
    WITH ours AS (SELECT thing FROM deadline WHERE tenant = $1 AND kind = $2 AND thing = ANY($3)
                  ORDER BY thing FOR UPDATE SKIP LOCKED)
    DELETE FROM deadline USING ours WHERE tenant = $1 AND kind = $2 AND deadline.thing = ours.thing
"""
DUE = """
    (SELECT tenant, kind, thing FROM deadline
      WHERE next_try IS NULL AND due_at <= $2 AND kind = ANY($1) ORDER BY due_at LIMIT $4)
    UNION ALL
    (SELECT tenant, kind, thing FROM deadline
      WHERE next_try <= $3 AND due_at <= $2 AND kind = ANY($1) ORDER BY next_try LIMIT $4)
    ORDER BY tenant, kind, thing
"""
TAKE = """
    WITH ours AS (SELECT thing FROM deadline
                   WHERE tenant = $1 AND kind = $2 AND thing = ANY($3) AND due_at <= $4
                     AND (next_try IS NULL OR next_try <= $5)
                   ORDER BY thing FOR UPDATE SKIP LOCKED)
    DELETE FROM deadline USING ours WHERE tenant = $1 AND kind = $2 AND deadline.thing = ours.thing
    RETURNING deadline.thing
"""
FAILED = """
    UPDATE deadline SET attempts = attempts + 1, error = $5, next_try = $4::timestamptz
           + ($6::interval[])[least(attempts + 1, array_length($6::interval[], 1))] * (0.9 + random() * 0.2)
     WHERE tenant = $1 AND kind = $2 AND thing = $3 AND due_at <= $7
"""
WAITING = """
    SELECT kind, count(*) FILTER (WHERE next_try IS NULL), count(*) FILTER (WHERE next_try IS NOT NULL) FROM deadline
     WHERE next_try IS NULL AND due_at <= $1 OR next_try IS NOT NULL GROUP BY kind
"""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Runs `usecase(tx, things)` for things whose moment has come, some of one tenant at once, in its name.

    What it does and the end of their deadlines are one transaction. When it raises it is called with fewer, until the
    one for which it raises stands alone: that one is tried again after growing pauses, and the others are done.

    It looks whether a thing still needs it, after it locked the thing: somebody else may have done the same by hand in
    that very moment.
    """

    kind: str
    usecase: Callable[[Tx, Sequence[str]], Awaitable[object]]


class Due(NamedTuple):
    tenant: str
    kind: str
    thing: str


async def put(tx: Tx, kind: str, moments: Mapping[str, datetime]) -> None:
    """Each of these things of the tenant has this deadline from now on; one that it had of the kind is moved."""
    assert tx.tenant != EVERYONE, "a deadline is one tenant's"
    if moments:
        things = sorted(moments)
        await tx.raw.execute(PUT, tx.tenant, kind, things, [moments[thing] for thing in things])


async def clear(tx: Tx, kind: str, things: Collection[str]) -> None:
    """Nothing is to be done with them any more; what has no deadline has none."""
    assert tx.tenant != EVERYONE, "a deadline is one tenant's"
    if things:
        await tx.raw.execute(CLEAR, tx.tenant, kind, list(things))


async def come_due(tx: Tx, kind: str, found: Iterable[tuple[str, str]]) -> None:
    """What a timer found, as (tenant, thing), is due now; what has a deadline of the kind keeps that.

    So a timer looks over all tenants in a short transaction, and each thing is done in one of its own tenant.
    """
    pairs = list(found)
    if pairs:
        tenants, things = map(list, zip(*pairs, strict=True))
        await tx.raw.execute(COME_DUE, kind, tx.now, tenants, things)


async def due(tx: Tx, kinds: Collection[str], wall: datetime, limit: int) -> list[Due]:
    """Some of what is due, of all tenants, not taken: those of one tenant and kind stand together.

    Pauses after a failure go by the wall's time.
    """
    return [Due(*row) for row in await tx.raw.fetch(DUE, list(kinds), tx.now, wall, limit)]


async def take(tx: Tx, kind: str, things: Collection[str], wall: datetime) -> list[str]:
    """Those that nobody else has, and that were not moved or done meanwhile; with this transaction their deadlines
    end."""
    rows = await tx.raw.fetch(TAKE, tx.tenant, kind, list(things), tx.now, wall)
    return sorted(row["thing"] for row in rows)


async def failed(tx: Tx, kind: str, thing: str, wall: datetime, error: str) -> None:
    """One that was moved meanwhile has not failed at its new moment."""
    await tx.raw.execute(FAILED, tx.tenant, kind, thing, wall, error, PAUSES, tx.now)


async def waiting(connection: asyncpg.Connection[Any], now: datetime) -> dict[str, tuple[int, int]]:
    """How many of each kind are due and not tried yet, and how many failed."""
    return {kind: (fresh, failed) for kind, fresh, failed in await connection.fetch(WAITING, now)}
