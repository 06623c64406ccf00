"""Events that every service hears that plans or promises: each keeps the facts in tables of its own."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import PlantRegistered
from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    MaterialIssued,
    MaterialScrapped,
    ShipmentDispatched,
    StockChanged,
)
from headrace_contracts.mes.v1 import (
    UnitsCompleted,
    UnitsTakenBack,
    WorkOrderCancelled,
    WorkOrderClosed,
    WorkOrderCreated,
    WorkOrderReleased,
    WorkOrderRescheduled,
)
from headrace_contracts.product.v1 import BomPublished, ItemDefined
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotRejected
from headrace_contracts.srm.v1 import (
    PurchaseOrderCancelled,
    PurchaseOrderConfirmed,
    PurchaseOrderLineClosed,
    PurchaseOrderPublished,
    SupplierItemPublished,
    SupplierItemWithdrawn,
)
from headrace_planning.store import catalogue, supply


@hears_batch(ItemDefined, read_model=True)
async def keep_items(events: Sequence[ItemDefined], tx: Tx) -> None:
    await catalogue.keep_items(tx, events)


@hears_batch(BomPublished, read_model=True)
async def keep_boms(events: Sequence[BomPublished], tx: Tx) -> None:
    await catalogue.keep_boms(tx, events)


@hears_batch(PlantRegistered, read_model=True)
async def keep_plants(events: Sequence[PlantRegistered], tx: Tx) -> None:
    await catalogue.keep_plants(tx, events)


@hears_batch(SupplierItemPublished, read_model=True)
async def keep_offers(events: Sequence[SupplierItemPublished], tx: Tx) -> None:
    await catalogue.keep_offers(tx, events)


@hears_batch(SupplierItemWithdrawn, read_model=True)
async def drop_offers(events: Sequence[SupplierItemWithdrawn], tx: Tx) -> None:
    await catalogue.drop_offers(tx, events)


@hears_batch(StockChanged, read_model=True)
async def keep_stock(events: Sequence[StockChanged], tx: Tx) -> None:
    await supply.keep_stock(tx, events)


@hears_batch(GoodsReceived, read_model=True)
async def keep_receipts(events: Sequence[GoodsReceived], tx: Tx) -> None:
    await supply.keep_receipts(tx, events)


@hears(LotAccepted, read_model=True)
@hears(LotRejected, read_model=True)
async def keep_verdict(event: LotAccepted | LotRejected, tx: Tx) -> None:
    assert tx.cause is not None
    await supply.keep_verdict(tx, event, tx.cause.time)


@hears_batch(InspectionReopened, read_model=True)
async def drop_verdicts(events: Sequence[InspectionReopened], tx: Tx) -> None:
    await supply.drop_verdicts(tx, [event.inspection for event in events])


@hears_batch(PurchaseOrderPublished, read_model=True)
@hears_batch(PurchaseOrderConfirmed, read_model=True)
async def keep_purchases(events: Sequence[PurchaseOrderPublished | PurchaseOrderConfirmed], tx: Tx) -> None:
    await supply.keep_purchase_orders(tx, events)


@hears_batch(PurchaseOrderCancelled, read_model=True)
async def drop_purchases(events: Sequence[PurchaseOrderCancelled], tx: Tx) -> None:
    await supply.drop_purchase_orders(tx, [event.purchase_order for event in events])


@hears_batch(PurchaseOrderLineClosed, read_model=True)
async def keep_closed_lines(events: Sequence[PurchaseOrderLineClosed], tx: Tx) -> None:
    await supply.keep_closed_lines(tx, events)


@hears_batch(WorkOrderCreated, read_model=True)
async def keep_work(events: Sequence[WorkOrderCreated], tx: Tx) -> None:
    await supply.keep_work_orders(tx, events)


@hears(WorkOrderRescheduled, read_model=True)
async def move_work(event: WorkOrderRescheduled, tx: Tx) -> None:
    await supply.move_work_order(tx, event)


@hears(WorkOrderClosed, read_model=True)
@hears(WorkOrderCancelled, read_model=True)
async def close_work(event: WorkOrderClosed | WorkOrderCancelled, tx: Tx) -> None:
    await supply.close_work_order(tx, event.work_order)


@hears_batch(WorkOrderReleased, read_model=True)
async def keep_material(events: Sequence[WorkOrderReleased], tx: Tx) -> None:
    await supply.keep_material(tx, events)


@hears_batch(MaterialIssued, read_model=True)
async def keep_issues(events: Sequence[MaterialIssued], tx: Tx) -> None:
    await supply.keep_issues(tx, events)


@hears_batch(MaterialScrapped, read_model=True)
async def keep_scrapped(events: Sequence[MaterialScrapped], tx: Tx) -> None:
    await supply.keep_scrapped(tx, events)


@hears(UnitsCompleted, read_model=True)
async def keep_completion(event: UnitsCompleted, tx: Tx) -> None:
    assert tx.cause is not None
    await supply.keep_completion(tx, event, tx.cause.id)


@hears(UnitsTakenBack, read_model=True)
async def keep_taken_back(event: UnitsTakenBack, tx: Tx) -> None:
    assert tx.cause is not None
    await supply.keep_taken_back(tx, event, tx.cause.id)


@hears_batch(ShipmentDispatched, read_model=True)
async def keep_shipments(events: Sequence[ShipmentDispatched], tx: Tx) -> None:
    await supply.keep_shipments(tx, events)
