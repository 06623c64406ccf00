"""Orders as stored."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_orders.model.order import OPEN, Order, OrderState
from headrace_orders.store.tables import sales_order

orders = Documents(
    "order",
    Order,
    sales_order,
    columns=lambda o: {
        "customer": o.customer,
        "number": o.number,
        "state": o.state.value,
        "promise": o.promise,
    },
)


def with_a_promise(seller: str) -> list[ColumnElement[bool]]:
    return [sales_order.c.tenant == seller, sales_order.c.state == OrderState.MATCHED.value]


async def versions(tx: Tx, seller: str) -> dict[str, int]:
    """Of the seller's orders that have a promise."""
    query = select(sales_order.c.id, sales_order.c.version).where(*with_a_promise(seller))
    return {row.id: row.version for row in await tx.execute(query)}


def open_of(customer: str, seller: str) -> list[ColumnElement[bool]]:
    states = [state.value for state in OPEN]
    return [sales_order.c.tenant == seller, sales_order.c.customer == customer, sales_order.c.state.in_(states)]


def waiting(names: Collection[str]) -> list[ColumnElement[bool]]:
    return [sales_order.c.id.in_(names), sales_order.c.state == OrderState.PLACED.value]


async def names_of_waiting(tx: Tx) -> list[tuple[str, str]]:
    """(tenant, id) of all that the transaction sees."""
    query = select(sales_order.c.tenant, sales_order.c.id).where(sales_order.c.state == OrderState.PLACED.value)
    return [(row.tenant, row.id) for row in await tx.execute(query)]
