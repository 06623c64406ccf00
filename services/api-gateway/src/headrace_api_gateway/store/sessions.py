"""Sessions that ended before their token's time was over: their people logged out, or were sent away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from headrace_api_gateway.store.tables import ended_session, sent_away
from headrace_chassis.auth import Principal
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx

LONGEST_TOKEN = timedelta(days=30)
"""No provider issues one that lives longer."""
Person = tuple[str, str]
"""Organisation and subject."""


async def keep_ended(tx: Tx, caller: Principal) -> None:
    until = datetime.fromtimestamp(caller.expires_at, UTC)
    await put(tx, ended_session, [{"tenant": caller.tenant, "session": caller.session, "expires_at": until}])


async def ended(tx: Tx, now: datetime) -> set[str]:
    """Those whose tokens would still be believed."""
    rows = await tx.execute(select(ended_session.c.session).where(ended_session.c.expires_at > now))
    return set(rows.scalars())


async def keep_sent_away(tx: Tx, subject: str, now: datetime) -> None:
    """All sessions that somebody has in the transaction's organisation."""
    await put(tx, sent_away, [{"tenant": tx.tenant, "subject": subject, "at": now}])


async def all_sent_away(tx: Tx) -> Mapping[Person, float]:
    """Until when tokens are not believed, as seconds since 1970."""
    rows = await tx.execute(select(sent_away))
    return {(row.tenant, row.subject): row.at.timestamp() for row in rows}


async def forget(tx: Tx, now: datetime) -> None:
    await tx.execute(delete(ended_session).where(ended_session.c.expires_at <= now))
    await tx.execute(delete(sent_away).where(sent_away.c.at <= now - LONGEST_TOKEN))
