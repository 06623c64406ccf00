"""Events that the logistics service hears."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import (
    MaterialUsed,
    UnitsCompleted,
    UnitsTakenBack,
    WorkOrderCancelled,
    WorkOrderClosed,
    WorkOrderReleased,
)
from headrace_contracts.orders.v1 import OrderCancelled, OrderClosed, OrderMatched
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotDisposed, LotRejected, LotTakenBack
from headrace_contracts.srm.v1 import DeliveryNoteSent
from headrace_logistics.store import items
from headrace_logistics.usecases import issue_material, judge, receive, ship, take_back, take_in_work


@hears_batch(ItemDefined, read_model=True)
async def keep_items(events: Sequence[ItemDefined], tx: Tx) -> None:
    await items.keep(tx, events)


@hears(DeliveryNoteSent)
async def goods_are_coming(event: DeliveryNoteSent, tx: Tx) -> None:
    await receive.expect(tx, event)


@hears(LotAccepted)
async def lot_is_good(event: LotAccepted, tx: Tx) -> None:
    await judge.accept(tx, event)


@hears(LotRejected)
async def lot_is_bad(event: LotRejected, tx: Tx) -> None:
    await judge.reject(tx, event)


@hears(InspectionReopened)
async def lot_waits_again(event: InspectionReopened, tx: Tx) -> None:
    await judge.reopen(tx, event)


@hears(LotDisposed)
async def lot_has_a_use_or_none(event: LotDisposed, tx: Tx) -> None:
    await judge.dispose(tx, event)


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


@hears(OrderMatched)
async def goods_are_to_be_sent(event: OrderMatched, tx: Tx) -> None:
    await ship.ask(tx, event)


@hears(OrderCancelled)
@hears(OrderClosed)
async def goods_are_not_to_be_sent(event: OrderCancelled | OrderClosed, tx: Tx) -> None:
    await ship.cancel(tx, event)
