"""Items, what they are made of, where they are made and who sells them, as heard from product, gateway and srm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import PlantRegistered
from headrace_contracts.product.v1 import BomPublished, ItemDefined, RoutingPublished, Source
from headrace_contracts.srm.v1 import SupplierItemPublished
from headrace_contracts.values import Money, Quantity
from headrace_planning.model.network import Component, Item, Network
from headrace_planning.model.sourcing import SupplierOffer
from headrace_planning.store.tables import bom_line, item, plant, routing, supplier_item


async def keep_items(tx: Tx, events: Sequence[ItemDefined]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": e.item,
            "name": e.name,
            "unit": e.unit,
            "made": e.source is Source.MAKE,
            "lead_days": e.lead_time_days,
            "safety_stock": e.safety_stock.value,
            "lot_minimum": e.lot_minimum.value,
            "lot_multiple": e.lot_multiple.value,
        }
        for e in events
    ]
    await put(tx, item, rows)


async def keep_boms(tx: Tx, events: Sequence[BomPublished]) -> None:
    newest = {event.item: event for event in events}
    await tx.execute(delete(bom_line).where(bom_line.c.tenant == tx.tenant, bom_line.c.item.in_(newest)))
    rows = [
        {
            "tenant": tx.tenant,
            "item": event.item,
            "component": line.component,
            "valid_from": line.valid_from,
            "valid_to": line.valid_to,
            "quantity": line.quantity_per.value,
            "unit": line.quantity_per.unit,
            "scrap_percent": Decimal(line.scrap_percent or 0),
        }
        for event in newest.values()
        for line in event.lines
    ]
    await put(tx, bom_line, rows)


async def keep_plants(tx: Tx, events: Sequence[PlantRegistered]) -> None:
    await put(tx, plant, [{"tenant": e.organisation, "plant": e.plant, "name": e.name} for e in events])


async def keep_routings(tx: Tx, events: Sequence[RoutingPublished]) -> None:
    rows = [{"tenant": tx.tenant, "item": event.item, "plant": event.plant} for event in events]
    await tx.execute(insert(routing).on_conflict_do_nothing(), rows)


async def keep_suppliers(tx: Tx, events: Sequence[SupplierItemPublished]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": e.item,
            "supplier": e.supplier,
            "price_minor": e.price.minor,
            "currency": e.price.currency,
            "lead_days": e.lead_time_days,
            "minimum": e.minimum.value,
            "unit": e.minimum.unit,
            "rank": e.rank,
        }
        for e in events
    ]
    await put(tx, supplier_item, rows)


async def plants(tx: Tx) -> list[str]:
    return list((await tx.execute(select(plant.c.plant).order_by(plant.c.plant))).scalars())


async def routings(tx: Tx) -> set[tuple[str, str]]:
    """(item, plant) of all that can be made."""
    return {(row.item, row.plant) for row in await tx.execute(select(routing.c.item, routing.c.plant))}


async def offers(tx: Tx) -> dict[str, list[SupplierOffer]]:
    found: dict[str, list[SupplierOffer]] = defaultdict(list)
    for row in await tx.execute(select(supplier_item)):
        price, minimum = Money(row.price_minor, row.currency), Quantity(row.minimum, row.unit)
        found[row.item].append(SupplierOffer(row.supplier, row.rank, price, row.lead_days, minimum))
    return found


async def network(tx: Tx) -> Network:
    rows = await tx.execute(select(item).order_by(item.c.item))
    items = {
        r.item: Item(r.item, r.unit, r.made, r.lead_days, r.safety_stock, r.lot_minimum, r.lot_multiple) for r in rows
    }
    parts: dict[str, list[Component]] = defaultdict(list)
    for r in await tx.execute(select(bom_line)):
        share = r.scrap_percent / 100
        parts[r.item].append(Component(r.component, Quantity(r.quantity, r.unit), share, r.valid_from, r.valid_to))
    return Network(items, parts, await offers(tx), await routings(tx), await plants(tx))
