"""Items as heard from product: what each is counted in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.units import decimals_of
from headrace_logistics.stock.model.counting import Unit
from headrace_logistics.stock.store.tables import item


async def keep(tx: Tx, items: Sequence[ItemDefined]) -> None:
    rows = [
        {"tenant": tx.tenant, "item": i.item, "name": i.name, "unit": i.unit, "decimals": i.unit_decimals}
        for i in items
    ]
    await put(tx, item, rows)


async def units(tx: Tx, items: Iterable[str]) -> dict[str, Unit]:
    """What each item that is known is counted in."""
    i = item.c
    rows = await tx.execute(select(i.item, i.unit, i.decimals).where(i.tenant == tx.tenant, i.item.in_(set(items))))
    return {r.item: Unit(r.unit, decimals_of(r.unit) if r.decimals is None else r.decimals) for r in rows}
