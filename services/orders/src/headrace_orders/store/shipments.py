"""What was sent of orders, as heard from logistics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import func, select

from headrace_chassis.tx import Tx
from headrace_planning.store.tables import shipped


async def sent(tx: Tx, orders: Collection[str]) -> dict[str, dict[tuple[int, str], Decimal]]:
    """Order -> line and plant -> what left the plant for the customer."""
    s = shipped.c
    query = select(s.order_id, s.line, s.plant, func.sum(s.quantity).label("quantity"))
    query = query.where(s.order_id.in_(orders)).group_by(s.order_id, s.line, s.plant)
    found: dict[str, dict[tuple[int, str], Decimal]] = defaultdict(dict)
    for row in await tx.execute(query):
        found[row.order_id][row.line, row.plant] = row.quantity
    return found
