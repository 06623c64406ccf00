"""What Prometheus is told of work orders."""

from __future__ import annotations

from headrace_chassis.tables import count, counts
from headrace_chassis.tx import Tx
from headrace_mes.model.work_order import OPEN, OrderState
from headrace_mes.store.tables import work_order


async def work_orders(tx: Tx) -> dict[str, int]:
    return await counts(tx, work_order.c.state, OrderState)


async def late(tx: Tx) -> int:
    """Open, and due on a day that is over."""
    due = work_order.c.body["due"].astext
    return await count(tx, work_order, work_order.c.state.in_([s.value for s in OPEN]), due < tx.today.isoformat())
