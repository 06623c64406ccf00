"""Items as heard from product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_forecasting.engine.question import Item
from headrace_forecasting.store.tables import item

UNSORTED = "unsorted"


async def keep(tx: Tx, items: Sequence[ItemDefined]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": i.item,
            "unit": i.unit,
            "category": i.category or UNSORTED,
            "subcategory": i.subcategory or UNSORTED,
            "sold": i.sold,
        }
        for i in items
    ]
    await put(tx, item, rows)


async def units(tx: Tx, items: Iterable[str]) -> dict[str, str]:
    """Item -> its unit, for those that are known."""
    query = select(item.c.item, item.c.unit).where(item.c.item.in_(set(items)))
    return {row.item: row.unit for row in await tx.execute(query)}


async def offered(tx: Tx) -> tuple[Item, ...]:
    """The items that are for sale."""
    rows = await tx.execute(select(item).where(item.c.sold).order_by(item.c.item))
    return tuple(Item(row.item, row.unit, row.category, row.subcategory) for row in rows)
