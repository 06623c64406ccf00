"""Routings are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tx import Tx
from headrace_product.model.routing import Operation, Routing, Shop, check, routing_id
from headrace_product.store import catalogue
from headrace_product.usecases.load import Load


@dataclass(frozen=True, slots=True)
class RoutingData:
    item: str
    plant: str
    operations: tuple[Operation, ...]

    @property
    def id(self) -> str:
        return routing_id(self.item, self.plant)


async def load_routings(tx: Tx, rows: Sequence[tuple[int, RoutingData]], loaded: Loaded) -> Loaded:
    load = await Load.begun(tx, catalogue.routings, (data.id for _, data in rows))
    shop = Shop((await catalogue.unit_of_items(tx)).keys(), await catalogue.plant_of_work_centres(tx))

    async def keep(data: RoutingData) -> Change:
        check(data.item, data.plant, data.operations, shop)
        known = load.known.get(data.id)
        if known is None:
            return load.created(Routing.first(tx.tenant, data.item, data.plant, data.operations))
        return load.compared(known, changed=known.revise(data.operations))

    await each(rows, loaded, keep)
    await load.finish()
    return loaded
