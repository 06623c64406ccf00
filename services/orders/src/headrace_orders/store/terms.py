"""What firms agree to beforehand; the row of nobody (an empty partner) is for all without their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.values import Money
from headrace_orders.model.terms import Ordering, Side, Terms, usual
from headrace_orders.store.tables import buying_terms, customer_terms

ANYBODY = ""
TABLES = {Side.SELLER: customer_terms, Side.CUSTOMER: buying_terms}
"""By whom they are stated; the partner's column is named for the other side."""


async def stated(tx: Tx, side: Side) -> dict[str | None, Terms]:
    """By partner; what holds for all others is always there."""
    table = TABLES[side]
    rows = await tx.execute(select(table).where(table.c.tenant == tx.tenant))
    found = [_of(side, row) for row in rows]
    return {None: usual(side)} | {terms.partner: terms for terms in found}


async def holding(tx: Tx, side: Side, partner: str) -> Terms:
    """What the transaction's tenant agreed to with a partner."""
    table, other = TABLES[side], TABLES[side].c[side.other.value]
    mine = (table.c.tenant == tx.tenant) & other.in_([partner, ANYBODY])
    row = (await tx.execute(select(table).where(mine).order_by(other.desc()).limit(1))).one_or_none()
    return _of(side, row) if row else usual(side)


async def keep(tx: Tx, side: Side, fresh: Iterable[Terms]) -> None:
    await put(tx, TABLES[side], [_row(tx, terms) for terms in fresh])


def _row(tx: Tx, terms: Terms) -> dict[str, Any]:
    row = {
        "tenant": tx.tenant,
        terms.side.other.value: terms.partner or ANYBODY,
        "ordering": terms.ordering.value,
        "most_per_line": terms.most_per_line,
        "most_open_minor": terms.most_open and terms.most_open.minor,
        "currency": terms.most_open and terms.most_open.currency,
    }
    return row | ({"highest_priority": terms.highest_priority} if terms.side is Side.SELLER else {})


def _of(side: Side, row: Any) -> Terms:
    return Terms(
        side=side,
        partner=getattr(row, side.other) or None,
        ordering=Ordering(row.ordering),
        most_per_line=row.most_per_line,
        most_open=None if row.currency is None else Money(row.most_open_minor, row.currency),
        highest_priority=row.highest_priority if side is Side.SELLER else None,
    )
