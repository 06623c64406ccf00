"""Organisations and plants."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from headrace_api_gateway.model.parties import Organisation, Part, Plant
from headrace_api_gateway.store import tables
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx


async def organisations(tx: Tx) -> dict[str, Organisation]:
    rows = await tx.execute(select(tables.organisation).order_by(tables.organisation.c.tenant))
    return {r.tenant: Organisation(r.tenant, r.name, Part(r.role), r.currency) for r in rows}


async def plants(tx: Tx) -> dict[tuple[str, str], Plant]:
    """By organisation and code: a code is the organisation's own."""
    rows = await tx.execute(select(tables.plant).order_by(tables.plant.c.tenant, tables.plant.c.id))
    return {(r.tenant, r.id): Plant(r.id, r.tenant, r.name, r.time_zone) for r in rows}


async def keep_organisations(tx: Tx, fresh: Sequence[Organisation]) -> None:
    rows = [{"tenant": o.id, "name": o.name, "role": o.role.value, "currency": o.currency} for o in fresh]
    await put(tx, tables.organisation, rows)


async def keep_plants(tx: Tx, fresh: Sequence[Plant]) -> None:
    rows = [{"tenant": p.organisation, "id": p.id, "name": p.name, "time_zone": p.time_zone} for p in fresh]
    await put(tx, tables.plant, rows)
