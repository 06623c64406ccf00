"""Suppliers, what they ask for which item, and the items as heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.names import in_name_of
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.units import decimals_of
from headrace_srm.model.known import Known, Unit
from headrace_srm.model.supplier import Supplier
from headrace_srm.model.supplier_item import Offer, SupplierItem
from headrace_srm.store import tables
from headrace_srm.store.earlier import exact_prices

suppliers = Documents("supplier", Supplier, tables.supplier)
supplier_items = Documents(
    "supplier item",
    SupplierItem,
    tables.supplier_item,
    columns=lambda s: {
        "supplier": s.offer.supplier,
        "item": s.offer.item,
        "currency": s.offer.price.currency,
        "withdrawn": s.withdrawn,
    },
    upcasts=[exact_prices],
)


async def keep_items(tx: Tx, items: Sequence[ItemDefined]) -> None:
    rows = [{"tenant": tx.tenant, "item": i.item, "unit": i.unit, "decimals": i.unit_decimals} for i in items]
    await put(tx, tables.item, rows)


async def taken(tx: Tx, codes: Iterable[str]) -> dict[str, Supplier]:
    """Those of the suppliers that are stored, to be changed: locked until the end of the transaction."""
    found = await suppliers.all(tx, tables.supplier.c.id.in_(set(codes)), lock=True)
    return {supplier.id: supplier for supplier in found}


async def offers_of(tx: Tx, items: Iterable[str]) -> dict[str, SupplierItem]:
    """All offers of these items by key, to be changed."""
    found = await supplier_items.all(tx, tables.supplier_item.c.item.in_(set(items)), lock=True)
    return {offered.offer.key: offered for offered in found}


async def named(tx: Tx, name: str, minimum: Decimal | None = None, *, lock: bool = False) -> list[SupplierItem]:
    """The offer of that id, or those that go by supplier:item, the smallest minimum first. Raises Missing."""
    supplier, colon, item = name.partition(":")
    s = tables.supplier_item.c
    where = (s.supplier == supplier, s.item == item) if colon else (s.id == name,)
    found = _live(await supplier_items.all(tx, *where, lock=lock))
    wanted = [offered for offered in found if minimum in {None, offered.offer.minimum.value}]
    if not wanted:
        raise Missing.named("supplier item", name)
    return sorted(wanted, key=lambda offered: offered.offer.minimum.value)


async def known(tx: Tx, codes: Iterable[str], items: Iterable[str]) -> Known:
    """Which of these suppliers and items the buyer knows."""
    query = select(tables.supplier.c.id).where(tables.supplier.c.id.in_(set(codes)))
    currency = (await tx.execute(select(tables.supplier_item.c.currency).limit(1))).scalar()
    return Known(set((await tx.execute(query)).scalars()), await units(tx, items), currency)


async def units(tx: Tx, items: Iterable[str]) -> dict[str, Unit]:
    """What those of the items that were heard of are counted in."""
    i = tables.item.c
    rows = await tx.execute(select(i.item, i.unit, i.decimals).where(i.item.in_(set(items))))
    return {r.item: Unit(r.unit, decimals_of(r.unit) if r.decimals is None else r.decimals) for r in rows}


async def decimals(tx: Tx, buyer: str, items: Iterable[str]) -> dict[str, int]:
    """Places that the buyer's items are counted to, also for its supplier to know."""
    async with in_name_of(tx, buyer):
        found = await units(tx, items)
    return {item: unit.decimals for item, unit in found.items()}


async def offers(tx: Tx, supplier: str, items: Iterable[str]) -> dict[str, list[Offer]]:
    """What the supplier asks for those of the items that it offers; withdrawn offers where it has no other."""
    s = tables.supplier_item.c
    found: dict[str, list[SupplierItem]] = defaultdict(list)
    for offered in await supplier_items.all(tx, s.supplier == supplier, s.item.in_(set(items))):
        found[offered.offer.item].append(offered)
    return {item: [o.offer for o in (_live(those) or those)] for item, those in found.items()}


def _live(offers: Iterable[SupplierItem]) -> list[SupplierItem]:
    return [offered for offered in offers if not offered.withdrawn]
