"""A buyer registers its suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_srm.model.supplier import Supplier
from headrace_srm.store import suppliers


@dataclass(frozen=True, slots=True)
class SupplierData:
    supplier: str
    name: str
    rating: int | None


async def load_suppliers(tx: Tx, rows: Sequence[tuple[int, SupplierData]], loaded: Loaded) -> Loaded:
    await in_turn(tx, f"suppliers {tx.tenant}")
    stored = await suppliers.taken(tx, (data.supplier for _, data in rows))
    kept: list[Supplier] = []

    async def keep(data: SupplierData) -> Change:
        supplier = stored.get(data.supplier)
        if supplier is None:
            kept.append(Supplier(id=data.supplier, tenant=tx.tenant, name=data.name, rating=data.rating))
            return Change.CREATED
        if not supplier.change(data.name, data.rating):
            return Change.UNCHANGED
        kept.append(supplier)
        return Change.CHANGED

    await each(rows, loaded, keep)
    await suppliers.suppliers.put(tx, kept)
    return loaded
