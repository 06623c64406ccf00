"""The firms that were registered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Table, Text, select

from headrace_chassis.names import in_name_of
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_finance.tables import metadata

organisation = Table(
    "organisation",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("currency", Text, nullable=False),
)


async def keep_organisations(tx: Tx, events: Sequence[OrganisationRegistered]) -> None:
    rows = [{"tenant": e.organisation, "name": e.name, "role": e.role, "currency": e.currency} for e in events]
    async with in_name_of(tx):
        await put(tx, organisation, rows)


async def role_of(tx: Tx, name: str) -> str | None:
    """What kind of firm an organisation is; None when nobody registered it."""
    async with in_name_of(tx):
        return (await tx.execute(select(organisation.c.role).where(organisation.c.tenant == name))).scalar()
