"""Releases, and the lock under which plans are committed and proposals released one after the other."""

from __future__ import annotations

from sqlalchemy import func, select, text

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_mrp.model.release import Release
from headrace_mrp.store.tables import release

ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('mrp.plan.' || :tenant, 0))")

releases = Documents("release", Release, release, columns=lambda r: {"plan": r.plan, "order_id": r.order})


async def alone(tx: Tx) -> None:
    """Until the end of the transaction no other commits a plan of the tenant or releases its proposals."""
    await tx.execute(ALONE, {"tenant": tx.tenant})


async def newest(tx: Tx) -> str:
    """The newest release, or ''. Under `alone` none follows until the transaction ends."""
    return (await tx.execute(select(func.max(release.c.id)))).scalar_one() or ""
