"""Units are loaded; the items that are counted in one that changes its decimals are told anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tx import Tx
from headrace_product.model.unit import Unit
from headrace_product.store import catalogue, tables
from headrace_product.usecases.load import Load


@dataclass(frozen=True, slots=True)
class UnitData:
    code: str
    name: str
    decimals: int | None


async def load_units(tx: Tx, rows: Sequence[tuple[int, UnitData]], loaded: Loaded) -> Loaded:
    load = await Load.begun(tx, catalogue.units, (data.code for _, data in rows))

    async def keep(data: UnitData) -> Change:
        known = load.known.get(data.code)
        if known is None:
            return load.created(Unit(id=data.code, tenant=tx.tenant, name=data.name, decimals=data.decimals))
        before = known.places
        changed = known.change(data.name, data.decimals)
        if known.places != before:
            await _count_items(tx, known)
        return load.compared(known, changed=changed)

    await each(rows, loaded, keep)
    await load.finish()
    return loaded


async def _count_items(tx: Tx, unit: Unit) -> None:
    items = await catalogue.items.all(tx, tables.item.c.unit == unit.id, lock=True)
    for item in items:
        item.count_in(unit.places)
    await catalogue.items.put(tx, items)
    for item in items:
        tx.tell(item)
