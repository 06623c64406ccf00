"""What the seller offers and what it is made of, as heard from product and logistics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, exists, or_, select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import StockChanged
from headrace_contracts.product.v1 import BomPublished, ItemDefined
from headrace_contracts.values import Money
from headrace_orders.model.material import Materials, Part
from headrace_orders.model.order import CatalogueItem
from headrace_orders.store.tables import bom_part, catalogue, routing, stock


async def keep_items(tx: Tx, items: Sequence[ItemDefined]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": i.item,
            "name": i.name,
            "unit": i.unit,
            "sold": i.sold,
            "lead_days": i.lead_time_days,
            "price_minor": i.list_price.minor if i.list_price else None,
            "cost_minor": i.standard_cost.minor if i.standard_cost else None,
            "currency": (i.list_price or i.standard_cost or Money(0, "")).currency or None,
        }
        for i in items
    ]
    await put(tx, catalogue, rows)


async def keep_boms(tx: Tx, boms: Sequence[BomPublished]) -> None:
    newest = {bom.item: bom for bom in boms}
    await tx.execute(delete(bom_part).where(bom_part.c.tenant == tx.tenant, bom_part.c.item.in_(newest)))
    rows = [
        {
            "tenant": tx.tenant,
            "item": bom.item,
            "component": line.component,
            "valid_from": line.valid_from,
            "valid_to": line.valid_to,
            "quantity": line.quantity_per.value,
        }
        for bom in newest.values()
        for line in bom.lines
    ]
    await put(tx, bom_part, rows)


async def keep_stock(tx: Tx, changes: Sequence[StockChanged]) -> None:
    rows = [{"tenant": tx.tenant, "item": c.item, "plant": c.plant, "available": c.available.value} for c in changes]
    await put(tx, stock, rows)


async def offered(tx: Tx, seller: str, items: Iterable[str]) -> dict[str, CatalogueItem]:
    c = catalogue.c
    made = exists().where(routing.c.tenant == seller, routing.c.item == c.item)
    in_stock = exists().where(stock.c.tenant == seller, stock.c.item == c.item, stock.c.available >= 1)
    query = select(catalogue, or_(made, in_stock).label("obtainable"))
    query = query.where(c.tenant == seller, c.item.in_(set(items)))
    return {
        row.item: CatalogueItem(
            row.item,
            row.name,
            row.unit,
            Money(row.price_minor, row.currency) if row.price_minor is not None else None,
            row.sold,
            row.obtainable,
        )
        for row in await tx.execute(query)
    }


async def materials(tx: Tx, seller: str, plant: str, today: date) -> Materials:
    """BOM lines valid today, lead times, and the plant's free stock."""
    valid = or_(bom_part.c.valid_to.is_(None), bom_part.c.valid_to >= today)
    lines = select(bom_part).where(bom_part.c.tenant == seller, bom_part.c.valid_from <= today, valid)
    parts: dict[str, list[Part]] = defaultdict(list)
    for row in await tx.execute(lines):
        parts[row.item].append(Part(row.component, row.quantity))
    leads = select(catalogue.c.item, catalogue.c.lead_days).where(catalogue.c.tenant == seller)
    free = select(stock.c.item, stock.c.available).where(stock.c.tenant == seller, stock.c.plant == plant)
    return Materials(
        parts,
        {row.item: row.lead_days for row in await tx.execute(leads)},
        {row.item: Decimal(row.available) for row in await tx.execute(free)},
    )
