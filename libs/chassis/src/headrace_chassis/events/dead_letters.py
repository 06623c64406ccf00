"""Parked events as people see and settle them: list, show, redrive one or many, drop with a reason; acts are kept.

Each is the platform's own work, which sees those of all organisations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headrace_chassis import clock
from headrace_chassis.events import parking
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.errors import Missing

MATCHING = """
    ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR type = $2)
    AND ($3::text IS NULL OR key = $3) AND ($4::uuid IS NULL OR event_id = $4)
"""
LIST = f"SELECT * FROM parked_event WHERE {MATCHING} AND id > $5 ORDER BY id LIMIT $6"
ONE = "SELECT * FROM parked_event WHERE id = $1 FOR UPDATE"
REDRIVE_MANY = """
    WITH moved AS (
        UPDATE parked_event SET state = 'retrying', attempts = 0, next_try = $3
         WHERE state <> 'behind' AND ($1::text IS NULL OR type = $1) AND ($2::text IS NULL OR key = $2)
        RETURNING event_id, type, key, source, position
    )
    INSERT INTO dead_letter_audit (event_id, type, key, source, position, action, actor, reason, at)
    SELECT event_id, type, key, source, position, 'redrive', $4, $5, $3 FROM moved ORDER BY position
"""
REDRIVE = "UPDATE parked_event SET state = 'retrying', attempts = 0, next_try = $2 WHERE id = $1 AND state <> 'behind'"
ACTED = """
    INSERT INTO dead_letter_audit (event_id, type, key, source, position, action, actor, reason, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
ACTS = """
    SELECT id, event_id::text, type, key, source, position, action, actor, reason, at FROM dead_letter_audit
     WHERE ($1::uuid IS NULL OR event_id = $1) AND ($2 = 0 OR id < $2) ORDER BY id DESC LIMIT $3
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dead letters; what is None does not matter."""

    state: str | None = None
    type: str | None = None
    key: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that waits. `data` is its content, when this build can read it."""

    id: int
    event_id: str
    type: str
    key: str
    tenant: str
    source: str
    position: int
    state: str
    attempts: int
    next_try: datetime
    error: str
    data: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Act:
    """Who settled which event how, why and when. `source` is the service that had told it."""

    id: int
    event_id: str
    type: str
    key: str
    source: str
    position: int
    action: str
    actor: str
    reason: str
    at: datetime


async def listed(tx: Tx, wanted: Wanted, *, after: int, limit: int) -> list[DeadLetter]:
    chosen = (wanted.state, wanted.type, wanted.key, wanted.event)
    await tx.act_for(EVERYONE)
    return [_letter(row) for row in await tx.raw.fetch(LIST, *chosen, after, limit)]


async def show(tx: Tx, letter: int) -> DeadLetter:
    return _letter(await _row(tx, letter))


async def acts(tx: Tx, event: str | None, *, before: int, limit: int) -> list[Act]:
    """The newest first; of one event or of all."""
    await tx.act_for(EVERYONE)
    return [Act(*row) for row in await tx.raw.fetch(ACTS, event, before, limit)]


async def redrive(tx: Tx, letter: int, *, actor: str, reason: str) -> DeadLetter:
    """Give it a fresh set of attempts, beginning now; what waits behind it follows in order."""
    row, now = await _row(tx, letter), clock.wall()
    await tx.raw.execute(REDRIVE, letter, now)
    await _note(tx, row, "redrive", actor, reason, now)
    return await show(tx, letter)


async def redrive_many(tx: Tx, type_: str | None, key: str | None, *, actor: str, reason: str) -> int:
    """As `redrive`, all of a type and key. Returns how many; those that wait behind them are not counted."""
    await tx.act_for(EVERYONE)
    done: str = await tx.raw.execute(REDRIVE_MANY, type_, key, clock.wall(), actor, reason)
    return int(done.rsplit(maxsplit=1)[-1])


async def drop(tx: Tx, letter: int, *, actor: str, reason: str) -> None:
    """Give the event up for good; the next of its key has its turn."""
    row, now = await _row(tx, letter), clock.wall()
    await parking.remove(tx.raw, [letter], now)
    await _note(tx, row, "drop", actor, reason, now)


async def _note(tx: Tx, row: Any, action: str, actor: str, reason: str, now: datetime) -> None:
    about = (row["event_id"], row["type"], row["key"], row["source"], row["position"])
    await tx.raw.execute(ACTED, *about, action, actor, reason, now)


async def _row(tx: Tx, letter: int) -> Any:
    await tx.act_for(EVERYONE)
    row = await tx.raw.fetchrow(ONE, letter)
    if row is None:
        raise Missing.named("dead letter", str(letter))
    return row


def _letter(row: Any) -> DeadLetter:
    e = parking.envelope_of(row)
    kept = (row["state"], row["attempts"], row["next_try"], row["error"])
    return DeadLetter(row["id"], e.id, e.type, e.key, e.tenant, e.source, e.position, *kept, data=content(e))


def content(envelope: Envelope) -> dict[str, Any] | None:
    """What the event says; None when this build can't read it."""
    event = envelope.readable()
    return event.to_json() if event else None
