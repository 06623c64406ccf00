"""Product data, and what a load must know of all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_contracts.aggregate import Aggregate
from headrace_product.model.bom import Bom
from headrace_product.model.item import Item
from headrace_product.model.routing import Routing
from headrace_product.model.structure import Structure
from headrace_product.model.unit import Unit
from headrace_product.model.work_centre import WorkCentre
from headrace_product.store import tables

A = TypeVar("A", bound=Aggregate)

units = Documents("unit", Unit, tables.unit)
items = Documents(
    "item",
    Item,
    tables.item,
    columns=lambda i: {
        "unit": i.data.unit,
        "category": i.data.category,
        "subcategory": i.data.subcategory,
        "source": i.data.source.value,
        "sold": i.data.sold,
    },
)
boms = Documents("bom", Bom, tables.bom, columns=lambda b: {"components": sorted({line.component for line in b.lines})})
work_centres = Documents("work centre", WorkCentre, tables.work_centre, columns=lambda w: {"plant": w.data.plant})
routings = Documents("routing", Routing, tables.routing, columns=lambda r: {"item": r.item, "plant": r.plant})


async def taken(tx: Tx, documents: Documents[A], names: Iterable[str]) -> dict[str, A]:
    """Those of `names` that are stored, to be changed: locked until the end of the transaction."""
    found = await documents.all(tx, documents.table.c.id.in_(set(names)), lock=True)
    return {aggregate.id: aggregate for aggregate in found}


async def unit_codes(tx: Tx) -> set[str]:
    return set((await tx.execute(select(tables.unit.c.id))).scalars())


async def places_of_units(tx: Tx) -> dict[str, int]:
    """The decimal places of each unit."""
    return {unit.id: unit.places for unit in await units.all(tx)}


async def unit_of_items(tx: Tx) -> dict[str, str]:
    return {row.id: row.unit for row in await tx.execute(select(tables.item.c.id, tables.item.c.unit))}


async def plant_of_work_centres(tx: Tx) -> dict[str, str]:
    query = select(tables.work_centre.c.id, tables.work_centre.c.plant)
    return {row.id: row.plant for row in await tx.execute(query)}


async def structure(tx: Tx) -> Structure:
    query = select(tables.bom.c.id, tables.bom.c.components)
    return Structure({row.id: row.components for row in await tx.execute(query)})
