"""Units are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_chassis.web.bulk import Change, Loaded, each
from headrace_product.model.unit import Unit
from headrace_product.store import catalogue
from headrace_product.usecases.load import Load


async def load_units(tx: Tx, rows: Sequence[tuple[int, tuple[str, str]]], loaded: Loaded) -> Loaded:
    """Rows are (code, name)."""
    load = await Load.begun(tx, catalogue.units, (code for _, (code, _) in rows))

    async def keep(row: tuple[str, str]) -> Change:
        code, name = row
        known = load.known.get(code)
        if known is None:
            return load.created(Unit(id=code, tenant=tx.tenant, name=name))
        return load.compared(known, changed=known.rename(name))

    await each(rows, loaded, keep)
    await load.finish()
    return loaded
