"""What Prometheus is told of orders."""

from __future__ import annotations

from headrace_chassis.tables import count, counts
from headrace_chassis.tx import Tx
from headrace_orders.model.order import OPEN, OrderState
from headrace_orders.store.tables import sales_order


async def open_orders(tx: Tx) -> dict[str, int]:
    return await counts(tx, sales_order.c.state, sorted(OPEN))


async def late(tx: Tx) -> int:
    """Promised for a day that is over, and not all with the customer."""
    promised = sales_order.c.promise < tx.today
    return await count(tx, sales_order, sales_order.c.state == OrderState.MATCHED.value, promised)


async def placed(tx: Tx) -> int:
    return await count(tx, sales_order)
