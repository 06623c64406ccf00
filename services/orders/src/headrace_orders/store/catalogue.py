"""What the seller offers, as heard from product, logistics and srm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import exists, or_, select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.units import decimals_of
from headrace_contracts.values import Money, Price
from headrace_orders.model.taking import CatalogueItem
from headrace_orders.store.tables import catalogue, routing
from headrace_planning.store.tables import item, offer, stock


async def keep_items(tx: Tx, items: Sequence[ItemDefined]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": i.item,
            "name": i.name,
            "unit": i.unit,
            "sold": i.sold,
            "lead_days": i.lead_time_days,
            "price_minor": i.list_price and i.list_price.minor,
            "price": i.list_price_per_unit and i.list_price_per_unit.amount,
            "currency": i.list_price and i.list_price.currency,
        }
        for i in items
    ]
    await put(tx, catalogue, rows)


async def offered(tx: Tx, seller: str, items: Iterable[str]) -> dict[str, CatalogueItem]:
    c = catalogue.c
    made = exists().where(routing.c.tenant == seller, routing.c.item == c.item)
    bought = exists().where(offer.c.tenant == seller, offer.c.item == c.item, ~item.c.made, ~offer.c.blocked)
    in_stock = exists().where(stock.c.tenant == seller, stock.c.item == c.item, stock.c.available > 0)
    query = select(catalogue, item.c.decimals, item.c.made, or_(made, bought, in_stock).label("obtainable"))
    query = query.outerjoin(item, (item.c.tenant == c.tenant) & (item.c.item == c.item))
    query = query.where(c.tenant == seller, c.item.in_(set(items)))
    return {row.item: _offered(row) for row in await tx.execute(query)}


def _offered(row: Any) -> CatalogueItem:
    decimals = decimals_of(row.unit) if row.decimals is None else row.decimals
    made = row.made is not False
    return CatalogueItem(row.item, row.name, row.unit, decimals, _price(row), row.sold, row.obtainable, made)


def _price(row: Any) -> Price | None:
    """The exact one, unless a version that knows only whole minor units has written another since."""
    if row.price_minor is None:
        return None
    rounded = Money(row.price_minor, row.currency)
    exact = row.price is not None and Price(row.price, row.currency)
    return exact if exact and exact.rounded == rounded else Price.of(rounded)
