"""Events that the quality service hears."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import GoodsReceived, LotsMoved
from headrace_contracts.mes.v1 import UnitsCompleted, UnitsTakenBack
from headrace_contracts.product.v1 import ItemDefined
from headrace_quality.store import plans, whereabouts
from headrace_quality.usecases import request_inspection, take_back


@hears_batch(ItemDefined, read_model=True)
async def keep_items(events: Sequence[ItemDefined], tx: Tx) -> None:
    await plans.keep_items(tx, events)


@hears_batch(LotsMoved, read_model=True)
async def keep_whereabouts(events: Sequence[LotsMoved], tx: Tx) -> None:
    await whereabouts.keep(tx, events)


@hears(GoodsReceived)
async def goods_came(event: GoodsReceived, tx: Tx) -> None:
    await request_inspection.incoming(tx, event)


@hears_batch(UnitsCompleted)
async def goods_are_made(events: Sequence[UnitsCompleted], tx: Tx) -> None:
    await request_inspection.final(tx, events)


@hears(UnitsTakenBack)
async def goods_are_taken_back(event: UnitsTakenBack, tx: Tx) -> None:
    await take_back.take_back(tx, event)
