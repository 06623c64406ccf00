"""Past purchases as loaded, and what became of every order line, new or past."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.values import Money, Price
from headrace_srm.model.past_purchase import PastPurchase
from headrace_srm.model.purchase_order import OrderState
from headrace_srm.model.scorecard import Outcome
from headrace_srm.store import tables
from headrace_srm.store.purchase_orders import purchase_orders

NOT_AGREED = (OrderState.PUBLISHED.value, OrderState.CANCELLED.value)
PLAIN = ("reference", "supplier", "item", "ordered_on", "due", "received_on", "quantity", "received", "rejected")


async def keep(tx: Tx, purchases: Sequence[PastPurchase]) -> None:
    await put(tx, tables.past_purchase, [_row(tx.tenant, purchase) for purchase in purchases])


async def named(tx: Tx, references: Iterable[str]) -> dict[str, PastPurchase]:
    query = select(tables.past_purchase).where(tables.past_purchase.c.reference.in_(set(references)))
    return {row.reference: _loaded(row) for row in await tx.execute(query)}


async def page(tx: Tx, page: PageRequest, *where: ColumnElement[bool]) -> Listed[PastPurchase]:
    key = tables.past_purchase.c.reference
    query = select(tables.past_purchase).where(*where, key > page.after).order_by(key).limit(page.limit + 1)
    return page.listed([_loaded(row) for row in await tx.execute(query)], key=lambda purchase: purchase.reference)


async def outcomes(tx: Tx, suppliers: Iterable[str]) -> Mapping[str, list[Outcome]]:
    """By supplier: past purchases, and lines of orders that were agreed here."""
    wanted = set(suppliers)
    found: dict[str, list[Outcome]] = defaultdict(list)
    past = select(tables.past_purchase).where(tables.past_purchase.c.supplier.in_(wanted))
    for row in await tx.execute(past):
        found[row.supplier].append(_loaded(row).outcome)
    o = tables.purchase_order.c
    for order in await purchase_orders.all(tx, o.supplier.in_(wanted), o.state.not_in(NOT_AGREED)):
        if order.is_agreed:
            found[order.supplier] += [outcome for line in order.lines if (outcome := line.outcome)]
    return found


def _row(tenant: str, purchase: PastPurchase) -> dict[str, Any]:
    plain, price = {name: getattr(purchase, name) for name in PLAIN}, purchase.price
    exact = {"price": price.amount, "price_minor": price.rounded.minor, "currency": price.currency}
    return {"tenant": tenant, **plain, **exact}


def _loaded(row: Any) -> PastPurchase:
    exact = None if row.price is None else Price(row.price, row.currency)
    price = Price.known(exact, Money(row.price_minor, row.currency))
    return PastPurchase(**{name: getattr(row, name) for name in PLAIN}, price=price)
