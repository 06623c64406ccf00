"""Suppliers, what they ask for which item, and the items as heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.values import Money
from headrace_srm.model.known import Known
from headrace_srm.model.supplier import Supplier
from headrace_srm.model.supplier_item import SupplierItem
from headrace_srm.store import tables

suppliers = Documents("supplier", Supplier, tables.supplier)
supplier_items = Documents(
    "supplier item",
    SupplierItem,
    tables.supplier_item,
    columns=lambda s: {
        "supplier": s.offer.supplier,
        "item": s.offer.item,
        "currency": s.offer.price.currency,
    },
)


async def keep_items(tx: Tx, items: Sequence[ItemDefined]) -> None:
    await put(tx, tables.item, [{"tenant": tx.tenant, "item": i.item, "unit": i.unit} for i in items])


async def taken(tx: Tx, codes: Iterable[str]) -> dict[str, Supplier]:
    """Those of the suppliers that are stored, to be changed: locked until the end of the transaction."""
    found = await suppliers.all(tx, tables.supplier.c.id.in_(set(codes)), lock=True)
    return {supplier.id: supplier for supplier in found}


async def offers_of(tx: Tx, items: Iterable[str]) -> dict[str, SupplierItem]:
    """All offers of these items by id, to be changed."""
    found = await supplier_items.all(tx, tables.supplier_item.c.item.in_(set(items)), lock=True)
    return {offered.id: offered for offered in found}


async def known(tx: Tx) -> Known:
    codes = set((await tx.execute(select(tables.supplier.c.id))).scalars())
    units = {row.item: row.unit for row in await tx.execute(select(tables.item.c.item, tables.item.c.unit))}
    currency = (await tx.execute(select(tables.supplier_item.c.currency).limit(1))).scalar()
    return Known(codes, units, currency)


async def prices(tx: Tx, supplier: str, items: Iterable[str]) -> dict[str, Money]:
    """What the supplier asks for one unit of each of the items that it offers."""
    s = tables.supplier_item.c
    found = await supplier_items.all(tx, s.supplier == supplier, s.item.in_(set(items)))
    return {offered.offer.item: offered.offer.price for offered in found}
