"""Sessions whose people logged out before their token's time was over."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select

from headrace_api_gateway.store.tables import ended_session
from headrace_chassis.auth import Principal
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx


async def keep_ended(tx: Tx, caller: Principal) -> None:
    until = datetime.fromtimestamp(caller.expires_at, UTC)
    await put(tx, ended_session, [{"tenant": caller.tenant, "session": caller.session, "expires_at": until}])


async def ended(tx: Tx, now: datetime) -> set[str]:
    """Those whose tokens would still be believed."""
    rows = await tx.execute(select(ended_session.c.session).where(ended_session.c.expires_at > now))
    return set(rows.scalars())


async def forget(tx: Tx, now: datetime) -> None:
    await tx.execute(delete(ended_session).where(ended_session.c.expires_at <= now))
