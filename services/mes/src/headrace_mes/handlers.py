"""Events that the mes service hears."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.control_tower.v1 import ExceptionFeedbackGiven
from headrace_contracts.equipment.v1 import MachineRegistered, PiecesCounted
from headrace_contracts.logistics.v1 import MaterialIssued, MaterialScrapped
from headrace_contracts.mrp.v1 import WorkProposalReleased
from headrace_contracts.orders.v1 import OrderCancelled, OrderClosed
from headrace_contracts.product.v1 import BomPublished, ItemDefined, RoutingPublished, WorkCentrePublished
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotRejected
from headrace_mes.store import catalogue, shops
from headrace_mes.usecases import change_plan, create_orders, shop_floor


@hears_batch(ItemDefined, read_model=True)
async def keep_items(events: Sequence[ItemDefined], tx: Tx) -> None:
    await catalogue.keep_items(tx, events)


@hears_batch(BomPublished, read_model=True)
async def keep_boms(events: Sequence[BomPublished], tx: Tx) -> None:
    await catalogue.keep_boms(tx, events)


@hears_batch(RoutingPublished, read_model=True)
async def keep_routings(events: Sequence[RoutingPublished], tx: Tx) -> None:
    await catalogue.keep_routings(tx, events)


@hears_batch(WorkCentrePublished, read_model=True)
async def keep_work_centres(events: Sequence[WorkCentrePublished], tx: Tx) -> None:
    await shops.keep_work_centres(tx, events)


@hears_batch(MachineRegistered, read_model=True)
async def keep_machines(events: Sequence[MachineRegistered], tx: Tx) -> None:
    await shops.keep_machines(tx, events)


@hears_batch(RoutingPublished)
async def routings_came(_: Sequence[RoutingPublished], tx: Tx) -> None:
    await create_orders.take_up_waiting(tx)


@hears_batch(WorkCentrePublished)
async def work_centres_came(_: Sequence[WorkCentrePublished], tx: Tx) -> None:
    await create_orders.take_up_waiting(tx)


@hears_batch(WorkProposalReleased)
async def proposals_released(events: Sequence[WorkProposalReleased], tx: Tx) -> None:
    await create_orders.create_work_orders(tx, events)


@hears(MaterialIssued)
async def material_issued(event: MaterialIssued, tx: Tx) -> None:
    await shop_floor.material_issued(tx, event)


@hears(MaterialScrapped)
async def material_scrapped(event: MaterialScrapped, tx: Tx) -> None:
    await shop_floor.material_scrapped(tx, event)


@hears_batch(PiecesCounted)
async def pieces_counted(events: Sequence[PiecesCounted], tx: Tx) -> None:
    await shop_floor.pieces_counted(tx, events)


@hears(LotAccepted)
@hears(LotRejected)
async def lot_judged(event: LotAccepted | LotRejected, tx: Tx) -> None:
    if event.work_order:
        await shop_floor.lot_judged(tx, event)


@hears(InspectionReopened)
async def lot_reopened(event: InspectionReopened, tx: Tx) -> None:
    if event.work_order:
        await shop_floor.lot_reopened(tx, event)


@hears(ExceptionFeedbackGiven)
async def work_centre_down(event: ExceptionFeedbackGiven, tx: Tx) -> None:
    await change_plan.work_centre_down(tx, event)


@hears(OrderCancelled)
@hears(OrderClosed)
async def order_cancelled(event: OrderCancelled | OrderClosed, tx: Tx) -> None:
    await change_plan.demand_dropped(tx, event.order, event.reason)
