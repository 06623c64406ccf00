"""Parked events as people see and settle them: list, show, redrive, drop with a reason; each act is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headrace_chassis import clock
from headrace_chassis.events import parking
from headrace_chassis.events.envelope import Envelope, UnknownEventType
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing

LIST = """
    SELECT * FROM parked_event WHERE id > $1 AND ($2::text IS NULL OR state = $2) ORDER BY id LIMIT $3
"""
ONE = "SELECT * FROM parked_event WHERE id = $1 FOR UPDATE"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    id: int
    event_id: str
    type: str
    key: str
    tenant: str
    position: int
    state: str
    attempts: int
    next_try: datetime
    error: str
    data: dict[str, Any] | None


async def listed(tx: Tx, state: str | None, *, after: int, limit: int) -> list[DeadLetter]:
    return [_letter(row) for row in await tx.raw.fetch(LIST, after, state, limit)]


async def show(tx: Tx, letter: int) -> DeadLetter:
    return _letter(await _row(tx, letter))


async def redrive(tx: Tx, letter: int, *, actor: str, reason: str) -> DeadLetter:
    """Give it a fresh set of attempts, beginning now; what waits behind it follows in order."""
    row = await _row(tx, letter)
    now = clock.wall()
    await tx.raw.execute(
        "UPDATE parked_event SET state = 'retrying', attempts = 0, next_try = $2 WHERE id = $1 AND state <> 'behind'",
        letter,
        now,
    )
    await tx.raw.execute(parking.AUDIT, row["event_id"], "redrive", actor, reason, now)
    return await show(tx, letter)


async def drop(tx: Tx, letter: int, *, actor: str, reason: str) -> None:
    """Give the event up for good; the next of its key has its turn."""
    row = await _row(tx, letter)
    await parking.remove(tx.raw, [letter], clock.wall())
    await tx.raw.execute(parking.AUDIT, row["event_id"], "drop", actor, reason, clock.wall())


async def _row(tx: Tx, letter: int) -> Any:
    row = await tx.raw.fetchrow(ONE, letter)
    if row is None:
        raise Missing.named("dead letter", str(letter))
    return row


def _letter(row: Any) -> DeadLetter:
    envelope = parking.envelope_of(row)
    kept = (row["position"], row["state"], row["attempts"], row["next_try"], row["error"])
    return DeadLetter(
        row["id"], envelope.id, envelope.type, envelope.key, envelope.tenant, *kept, data=_content(envelope)
    )


def _content(envelope: Envelope) -> dict[str, Any] | None:
    try:
        return envelope.event().to_json()
    except (UnknownEventType, ValueError, KeyError, IndexError):
        return None
