"""Orders and their numbers."""

from __future__ import annotations

from sqlalchemy import text

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_orders.model.order import Order
from headrace_orders.store.tables import sales_order

NEXT_NUMBER = text(
    "INSERT INTO order_number (tenant, last) VALUES (:tenant, 1) "
    "ON CONFLICT (tenant) DO UPDATE SET last = order_number.last + 1 RETURNING last"
)

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


async def next_number(tx: Tx, seller: str) -> str:
    last = (await tx.execute(NEXT_NUMBER, {"tenant": seller})).scalar_one()
    return f"SO-{last:06d}"
