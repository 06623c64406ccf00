"""Items as heard from product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.units import decimals_of
from headrace_forecasting.engine.question import Item
from headrace_forecasting.model.sale import Counted
from headrace_forecasting.store.tables import item


async def keep(tx: Tx, items: Sequence[ItemDefined]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": i.item,
            "unit": i.unit,
            "decimals": i.unit_decimals,
            "category": i.category,
            "subcategory": i.subcategory,
            "sold": i.sold,
        }
        for i in items
    ]
    await put(tx, item, rows)


async def counted(tx: Tx, items: Iterable[str]) -> dict[str, Counted]:
    """How those that are known are counted."""
    query = select(item.c.item, item.c.unit, item.c.decimals).where(item.c.item.in_(set(items)))
    return {row.item: Counted(row.unit, _decimals(row)) for row in await tx.execute(query)}


async def offered(tx: Tx) -> tuple[Item, ...]:
    """The items that are for sale."""
    rows = await tx.execute(select(item).where(item.c.sold).order_by(item.c.item))
    return tuple(Item(row.item, row.unit, _decimals(row), row.category, row.subcategory) for row in rows)


def _decimals(row: Row[Any]) -> int:
    """Items heard of before product told it have what is usual for their unit."""
    return decimals_of(row.unit) if row.decimals is None else row.decimals
