"""Inspection plans, and the items they may be for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select, tuple_

from headrace_chassis.paging import Listed, PageRequest, of_parts
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_quality.model.inspection_plan import DEFAULT, InspectionPlan
from headrace_quality.store.tables import inspection_plan, item

ItemSupplier = tuple[str, str]


async def keep_items(tx: Tx, items: Sequence[ItemDefined]) -> None:
    await put(tx, item, [{"tenant": tx.tenant, "item": i.item, "name": i.name} for i in items])


async def known_items(tx: Tx, items: Iterable[str]) -> set[str]:
    return set((await tx.execute(select(item.c.item).where(item.c.item.in_(set(items))))).scalars())


async def plan_for(tx: Tx, name: str, supplier: str) -> InspectionPlan:
    """The plan for the item from this supplier, else for the item, else the default."""
    return chosen(await plans_of(tx, [name]), name, supplier)


def chosen(known: Mapping[ItemSupplier, InspectionPlan], name: str, supplier: str) -> InspectionPlan:
    return known.get((name, supplier)) or known.get((name, "")) or DEFAULT


async def plans_of(tx: Tx, items: Iterable[str]) -> dict[ItemSupplier, InspectionPlan]:
    query = select(inspection_plan).where(inspection_plan.c.item.in_(set(items)))
    rows = await tx.execute(query)
    return {(r.item, r.supplier): InspectionPlan(r.aql, r.level, r.reduced_allowed) for r in rows}


async def put_plans(tx: Tx, plans: Mapping[ItemSupplier, InspectionPlan]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": name,
            "supplier": supplier,
            "aql": plan.aql,
            "level": plan.level,
            "reduced_allowed": plan.reduced_allowed,
        }
        for (name, supplier), plan in plans.items()
    ]
    await put(tx, inspection_plan, rows)


async def page(tx: Tx, request: PageRequest, name: str | None) -> Listed[tuple[ItemSupplier, InspectionPlan]]:
    p = inspection_plan.c
    key = tuple_(p.item.collate("C"), p.supplier.collate("C"))
    query = select(inspection_plan).order_by(key).limit(request.limit + 1)
    if request.after:
        query = query.where(key > request.after_parts(2))
    rows = await tx.execute(query.where(p.item == name) if name else query)
    found = [((r.item, r.supplier), InspectionPlan(r.aql, r.level, r.reduced_allowed)) for r in rows]
    return request.listed(found, key=lambda one: of_parts(*one[0]))
