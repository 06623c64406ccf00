"""Organisations as heard: who may be named as a seller or a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_orders.store.tables import organisation


async def keep_organisations(tx: Tx, events: Sequence[OrganisationRegistered]) -> None:
    tenant = tx.tenant
    await tx.act_for(EVERYONE)
    await put(tx, organisation, [{"tenant": e.organisation, "name": e.name} for e in events])
    await tx.act_for(tenant)


async def unknown(tx: Tx, names: Sequence[str]) -> list[str]:
    """Those of them that nobody has registered; asked as the platform."""
    tenant = tx.tenant
    await tx.act_for(EVERYONE)
    rows = await tx.execute(select(organisation.c.tenant).where(organisation.c.tenant.in_(names)))
    known = {row.tenant for row in rows}
    await tx.act_for(tenant)
    return [name for name in names if name not in known]
