"""Items are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tx import Tx
from headrace_product.model.item import Item, ItemData
from headrace_product.store import catalogue
from headrace_product.usecases.load import Load


async def load_items(tx: Tx, rows: Sequence[tuple[int, ItemData]], loaded: Loaded) -> Loaded:
    load = await Load.begun(tx, catalogue.items, (data.item for _, data in rows))
    units = await catalogue.places_of_units(tx)

    async def keep(data: ItemData) -> Change:
        known = load.known.get(data.item)
        if known is None:
            return load.created(Item.define(tx.tenant, data, units))
        return load.compared(known, changed=known.redefine(data))

    await each(rows, loaded, keep)
    await load.finish()
    return loaded
