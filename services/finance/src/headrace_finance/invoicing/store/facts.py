"""What finance heard from others: purchase orders, goods and their inspection, customers' orders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, func, select, update

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import GoodsReceived, StockReturned
from headrace_contracts.orders.v1 import OrderPlaced
from headrace_contracts.quality.v1 import Disposition, LotAccepted, LotDisposed, LotRejected
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderLineClosed
from headrace_contracts.values import Money, Price, Quantity
from headrace_finance.invoicing.model.matching import LineKey, OrderLine, Receipts
from headrace_finance.invoicing.store.tables import goods, purchase_line, sales_line

TURNS = "SELECT pg_advisory_xact_lock(hashtextextended('purchase order ' || o, 0)) FROM unnest($1::text[]) AS o"
RECEIVED, ACCEPTED, REJECTED = "received", "accepted", "rejected"
USED, REWORKED, RETURNED = "used", "reworked", "returned"
DISPOSALS = {Disposition.USE_AS_IS: USED, Disposition.REWORK: REWORKED}
"""What undoes a rejection; goods sent back or scrapped stay rejected."""


@dataclass(frozen=True, slots=True)
class Sold:
    """A line of a customer's order; the price is for one unit."""

    customer: str
    item: str
    price: Price


async def keep_purchase_orders(tx: Tx, events: Sequence[PurchaseOrderConfirmed]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "purchase_order": order.purchase_order,
            "line": line.line,
            "supplier": order.supplier,
            "item": line.item,
            "quantity": line.quantity.value,
            "unit": line.quantity.unit,
            **_exact(Price.known(line.price_per_unit, line.price)),
        }
        for order in events
        for line in order.lines
    ]
    await put(tx, purchase_line, rows)


async def close_lines(tx: Tx, events: Sequence[PurchaseOrderLineClosed]) -> None:
    """No more than was sent is owed of them."""
    p = purchase_line.c
    for e in events:
        line = (p.tenant == tx.tenant) & (p.purchase_order == e.purchase_order) & (p.line == e.line)
        await tx.execute(update(purchase_line).where(line).values(quantity=e.sent.value))


async def keep_receipts(tx: Tx, events: Sequence[GoodsReceived]) -> None:
    await put(
        tx,
        goods,
        [
            _fact(tx, e.purchase_order, line.order_line, RECEIVED, f"{e.receipt}/{n}", line.quantity)
            for e in events
            for n, line in enumerate(e.lines)
        ],
    )


async def keep_inspections(tx: Tx, events: Sequence[LotAccepted | LotRejected]) -> None:
    await put(
        tx,
        goods,
        [
            _fact(
                tx,
                e.purchase_order,
                e.order_line,
                ACCEPTED if isinstance(e, LotAccepted) else REJECTED,
                e.inspection,
                e.quantity,
            )
            for e in events
        ],
    )


async def drop_inspections(tx: Tx, inspections: Collection[str]) -> None:
    g = goods.c
    decided = g.fact.in_([ACCEPTED, REJECTED]) & g.reference.in_(inspections)
    await tx.execute(delete(goods).where(g.tenant == tx.tenant, decided))


async def keep_disposals(tx: Tx, events: Sequence[LotDisposed]) -> None:
    rows = [
        _fact(tx, e.purchase_order, e.order_line, DISPOSALS[e.disposition], e.nonconformance, e.quantity)
        for e in events
        if e.disposition in DISPOSALS
    ]
    await put(tx, goods, rows)


async def keep_returns(tx: Tx, events: Sequence[StockReturned]) -> None:
    rows = [
        _fact(tx, part.purchase_order, part.order_line, RETURNED, e.note, part.quantity)
        for e in events
        for part in e.parts
    ]
    await put(tx, goods, rows)


def _fact(tx: Tx, order: str, line: int, fact: str, reference: str, quantity: Quantity) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "purchase_order": order,
        "line": line,
        "fact": fact,
        "reference": reference,
        "quantity": quantity.value,
        "unit": quantity.unit,
    }


async def in_turn(tx: Tx, purchase_orders: Iterable[str]) -> None:
    """Keep purchase orders to this transaction until its end.

    So two invoices do not share the same goods, and an invoice does not miss goods that come in at the same moment.
    """
    await tx.raw.execute(TURNS, sorted(set(purchase_orders)))


async def purchase_order(tx: Tx, name: str) -> tuple[str, dict[LineKey, OrderLine]]:
    """Its buyer and its lines; without lines it is unknown here, or does not concern the tenant."""
    rows = await tx.execute(select(purchase_line).where(purchase_line.c.purchase_order == name))
    buyer, lines = "", {}
    for row in rows:
        key = LineKey(name, str(row.line))
        price = _price(row)
        quantity = Quantity(row.quantity, row.unit)
        lines[key] = OrderLine(key, row.supplier, row.item, quantity, price.amount, price.currency)
        buyer = row.tenant
    return buyer, lines


async def receipts(tx: Tx, buyer: str, purchase_order: str) -> dict[LineKey, Receipts]:
    g = goods.c
    query = (
        select(g.line, g.fact, g.unit, func.sum(g.quantity).label("quantity"))
        .where(g.tenant == buyer, g.purchase_order == purchase_order)
        .group_by(g.line, g.fact, g.unit)
    )
    sums: dict[int, dict[str, Decimal]] = {}
    units: dict[int, str] = {}
    for row in await tx.execute(query):
        sums.setdefault(row.line, {})[row.fact] = row.quantity
        units[row.line] = row.unit
    return {LineKey(purchase_order, str(line)): _receipts(facts, units[line]) for line, facts in sums.items()}


def _receipts(facts: Mapping[str, Decimal], unit: str) -> Receipts:
    received, accepted, rejected, used, reworked, returned = (
        Quantity(facts.get(fact, Decimal(0)), unit) for fact in (RECEIVED, ACCEPTED, REJECTED, USED, REWORKED, RETURNED)
    )
    return Receipts(received, accepted + used - returned, rejected - used - reworked + returned)


async def keep_orders(tx: Tx, events: Iterable[OrderPlaced]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "order_id": order.order,
            "line": line.line,
            "customer": order.customer,
            "item": line.item,
            **_exact(Price.known(line.price_per_unit, line.unit_price)),
        }
        for order in events
        for line in order.lines
    ]
    await put(tx, sales_line, rows)


async def sold(tx: Tx, seller: str, order: str) -> dict[int, Sold]:
    """The lines of a customer's order, by number."""
    query = select(sales_line).where(sales_line.c.tenant == seller, sales_line.c.order_id == order)
    return {row.line: Sold(row.customer, row.item, _price(row)) for row in await tx.execute(query)}


def _exact(price: Price) -> dict[str, Any]:
    return {"price": price.amount, "price_minor": price.rounded.minor, "currency": price.currency}


def _price(row: Any) -> Price:
    exact = None if row.price is None else Price(row.price, row.currency)
    return Price.known(exact, Money(row.price_minor, row.currency))
