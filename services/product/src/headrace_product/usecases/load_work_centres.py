"""Work centres are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tx import Tx
from headrace_product.model.work_centre import WorkCentre, WorkCentreData
from headrace_product.store import catalogue
from headrace_product.usecases.load import Load


async def load_work_centres(tx: Tx, rows: Sequence[tuple[int, WorkCentreData]], loaded: Loaded) -> Loaded:
    load = await Load.begun(tx, catalogue.work_centres, (data.work_centre for _, data in rows))

    async def keep(data: WorkCentreData) -> Change:
        known = load.known.get(data.work_centre)
        if known is None:
            return load.created(WorkCentre.open(tx.tenant, data))
        return load.compared(known, changed=known.change(data))

    await each(rows, loaded, keep)
    await load.finish()
    return loaded
