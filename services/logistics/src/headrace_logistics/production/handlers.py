"""What production asks of the store and brings to it."""

from __future__ import annotations

from headrace_chassis.events.handlers import hears
from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import (
    MaterialUsed,
    UnitsCompleted,
    UnitsTakenBack,
    WorkOrderCancelled,
    WorkOrderClosed,
    WorkOrderReleased,
)
from headrace_contracts.quality.v1 import LotTakenBack
from headrace_logistics.production.usecases import issue_material, take_back, take_in_work


@hears(WorkOrderReleased)
async def material_is_needed(event: WorkOrderReleased, tx: Tx) -> None:
    await issue_material.ask(tx, event)


@hears(WorkOrderCancelled)
async def material_is_not_needed(event: WorkOrderCancelled, tx: Tx) -> None:
    await issue_material.cancel(tx, event)


@hears(WorkOrderClosed)
async def material_is_left(event: WorkOrderClosed, tx: Tx) -> None:
    await issue_material.close(tx, event)


@hears(MaterialUsed)
async def material_is_used(event: MaterialUsed, tx: Tx) -> None:
    await take_in_work.use_material(tx, event)


@hears(UnitsCompleted)
async def goods_are_made(event: UnitsCompleted, tx: Tx) -> None:
    await take_in_work.take_in(tx, event)


@hears(UnitsTakenBack)
async def material_is_unused(event: UnitsTakenBack, tx: Tx) -> None:
    await take_back.material_is_unused(tx, event)


@hears(LotTakenBack)
async def goods_go_back(event: LotTakenBack, tx: Tx) -> None:
    await take_back.pieces_go_back(tx, event)
