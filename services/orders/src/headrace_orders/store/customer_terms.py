"""A seller's terms for its customers; the row of nobody (an empty customer) is for all without their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.values import Money
from headrace_orders.model.terms import USUAL, CustomerTerms, Ordering
from headrace_orders.store.tables import customer_terms as table

ANYBODY = ""


async def stated(tx: Tx) -> dict[str | None, CustomerTerms]:
    """By customer; what holds for all others is always there."""
    rows = await tx.execute(select(table).where(table.c.tenant == tx.tenant))
    found = [_of(row) for row in rows]
    return {None: USUAL} | {terms.customer: terms for terms in found}


async def holding(tx: Tx, customer: str) -> CustomerTerms:
    """What holds for a customer of the transaction's tenant."""
    mine = (table.c.tenant == tx.tenant) & table.c.customer.in_([customer, ANYBODY])
    row = (await tx.execute(select(table).where(mine).order_by(table.c.customer.desc()).limit(1))).one_or_none()
    return _of(row) if row else USUAL


async def keep(tx: Tx, fresh: Iterable[CustomerTerms]) -> None:
    await put(tx, table, [_row(tx, terms) for terms in fresh])


def _row(tx: Tx, terms: CustomerTerms) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "customer": terms.customer or ANYBODY,
        "ordering": terms.ordering.value,
        "most_per_line": terms.most_per_line,
        "most_open_minor": terms.most_open and terms.most_open.minor,
        "currency": terms.most_open and terms.most_open.currency,
        "highest_priority": terms.highest_priority,
    }


def _of(row: Any) -> CustomerTerms:
    return CustomerTerms(
        customer=row.customer or None,
        ordering=Ordering(row.ordering),
        most_per_line=row.most_per_line,
        most_open=None if row.currency is None else Money(row.most_open_minor, row.currency),
        highest_priority=row.highest_priority,
    )
