"""What Prometheus is told of products."""

from __future__ import annotations

from headrace_chassis.tables import count
from headrace_chassis.tx import Tx
from headrace_product.store.tables import item


async def items(tx: Tx) -> int:
    return await count(tx, item)
