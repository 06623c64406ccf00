"""Bills of material are loaded, each checked against all that are stored and those before it in the load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tx import Tx
from headrace_product.model.bom import Bom, BomLine, Catalogue, check
from headrace_product.store import catalogue
from headrace_product.usecases.load import Load


@dataclass(frozen=True, slots=True)
class BomData:
    item: str
    lines: tuple[BomLine, ...]


async def load_boms(tx: Tx, rows: Sequence[tuple[int, BomData]], loaded: Loaded) -> Loaded:
    load = await Load.begun(tx, catalogue.boms, (data.item for _, data in rows))
    known_data = Catalogue(await catalogue.unit_codes(tx), await catalogue.unit_of_items(tx))
    structure = await catalogue.structure(tx)

    async def keep(data: BomData) -> Change:
        check(data.item, data.lines, known_data, structure)
        known = load.known.get(data.item)
        if known is None:
            return load.created(Bom.first(tx.tenant, data.item, data.lines))
        return load.compared(known, changed=known.revise(data.lines))

    await each(rows, loaded, keep)
    await load.finish()
    return loaded
