"""Items, what they are made of, where they are made and who sells them, as heard from product, gateway and srm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import PlantRegistered
from headrace_contracts.product.v1 import BomPublished, ItemDefined, RoutingPublished, Source
from headrace_contracts.srm.v1 import SupplierItemPublished, SupplierItemWithdrawn
from headrace_contracts.units import decimals_of
from headrace_contracts.values import Money, Price, Quantity
from headrace_planning.model.network import Component, Item, Network
from headrace_planning.model.sourcing import Lots, SupplierOffer
from headrace_planning.store.tables import bom_line, item, offer, plant, routing, stock


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
            "decimals": e.unit_decimals,
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


async def keep_offers(tx: Tx, events: Sequence[SupplierItemPublished]) -> None:
    """What was told before offers could be blocked is all that its supplier asks, ranked by price and by no buyer."""
    whole = {(e.item, e.supplier): e for e in events if e.blocked is None}
    await _drop_offers(tx, (offer.c.item, offer.c.supplier), whole)
    steps = [e for e in events if e.blocked is not None or e is whole[e.item, e.supplier]]
    await put(tx, offer, [_offer_row(tx, e) for e in steps])


def _offer_row(tx: Tx, event: SupplierItemPublished) -> dict[str, Any]:
    return {
        "tenant": tx.tenant,
        "item": event.item,
        "supplier": event.supplier,
        "minimum": event.minimum.value,
        "unit": event.minimum.unit,
        "price_minor": event.price.minor,
        "price": event.price_per_unit and event.price_per_unit.amount,
        "currency": event.price.currency,
        "lead_days": event.lead_time_days,
        "rank": 0 if event.blocked is None else event.rank,
        "blocked": bool(event.blocked),
    }


async def drop_offers(tx: Tx, events: Sequence[SupplierItemWithdrawn]) -> None:
    keys = {(e.item, e.supplier, e.minimum.value) for e in events}
    await _drop_offers(tx, (offer.c.item, offer.c.supplier, offer.c.minimum), keys)


async def _drop_offers(tx: Tx, columns: Sequence[Column[Any]], keys: Collection[tuple[Any, ...]]) -> None:
    await tx.execute(delete(offer).where(offer.c.tenant == tx.tenant, tuple_(*columns).in_(keys)))


async def plants(tx: Tx) -> list[str]:
    return list((await tx.execute(select(plant.c.plant).order_by(plant.c.plant))).scalars())


async def routings(tx: Tx) -> set[tuple[str, str]]:
    """(item, plant) of all that can be made."""
    return {(row.item, row.plant) for row in await tx.execute(select(routing.c.item, routing.c.plant))}


async def offers(tx: Tx) -> dict[str, list[SupplierOffer]]:
    """Item -> what can be bought on."""
    found: dict[str, list[SupplierOffer]] = defaultdict(list)
    for row in await tx.execute(select(offer).where(~offer.c.blocked)):
        exact = None if row.price is None else Price(row.price, row.currency)
        price = Price.known(exact, Money(row.price_minor, row.currency))
        minimum = Quantity(row.minimum, row.unit)
        found[row.item].append(SupplierOffer(row.supplier, row.rank, price, row.lead_days, minimum))
    return found


async def network(tx: Tx) -> Network:
    items = {r.item: _item(r) for r in await tx.execute(select(item).order_by(item.c.item))}
    parts: dict[str, list[Component]] = defaultdict(list)
    for r in await tx.execute(select(bom_line)):
        share = r.scrap_percent / 100
        parts[r.item].append(Component(r.component, Quantity(r.quantity, r.unit), share, r.valid_from, r.valid_to))
    return Network(items, parts, await offers(tx), await routings(tx), await plants(tx), await _stocked(tx))


async def _stocked(tx: Tx) -> set[tuple[str, str]]:
    rows = await tx.execute(select(stock.c.item, stock.c.plant).where(stock.c.available > 0))
    return {(row.item, row.plant) for row in rows}


def _item(row: Any) -> Item:
    places = decimals_of(row.unit) if row.decimals is None else row.decimals
    lots = Lots(row.lot_minimum, row.lot_multiple)
    return Item(row.item, row.unit, places, row.made, row.lead_days, row.safety_stock, lots)
