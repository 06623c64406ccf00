"""Organisations as heard: who may be named as a seller or a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from headrace_chassis.names import in_name_of
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_orders.store.tables import organisation


async def keep_organisations(tx: Tx, events: Sequence[OrganisationRegistered]) -> None:
    async with in_name_of(tx):
        await put(tx, organisation, [{"tenant": e.organisation, "name": e.name} for e in events])


async def unknown(tx: Tx, names: Sequence[str]) -> list[str]:
    """Those of them that nobody has registered; asked as the platform."""
    async with in_name_of(tx):
        rows = await tx.execute(select(organisation.c.tenant).where(organisation.c.tenant.in_(names)))
    known = {row.tenant for row in rows}
    return [name for name in names if name not in known]
