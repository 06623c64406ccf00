"""Items as heard from product: the unit each is kept in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_logistics.store.tables import item


async def keep(tx: Tx, items: Sequence[ItemDefined]) -> None:
    await put(tx, item, [{"tenant": tx.tenant, "item": i.item, "name": i.name, "unit": i.unit} for i in items])


async def units(tx: Tx, items: Iterable[str]) -> dict[str, str]:
    """The unit of each item that is known."""
    query = select(item.c.item, item.c.unit).where(item.c.tenant == tx.tenant, item.c.item.in_(set(items)))
    return {row.item: row.unit for row in await tx.execute(query)}
