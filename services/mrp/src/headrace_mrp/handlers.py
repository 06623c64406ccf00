"""Events that the mrp service hears beside the facts of planning (headrace_planning.hearing)."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.forecasting.v1 import ForecastOrderReleased, ItemForecastReleased
from headrace_contracts.mes.v1 import WorkOrderCreated
from headrace_contracts.orders.v1 import OrderCancelled, OrderClosed, OrderFulfilled, OrderMatched, PromiseMoved
from headrace_contracts.product.v1 import RoutingPublished
from headrace_contracts.quality.v1 import LotRejected
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderPublished
from headrace_mrp.store import demand
from headrace_mrp.usecases import follow_supply
from headrace_planning.store import catalogue


@hears_batch(RoutingPublished, read_model=True)
async def keep_routings(events: Sequence[RoutingPublished], tx: Tx) -> None:
    await catalogue.keep_routings(tx, events)


@hears_batch(ItemForecastReleased, read_model=True)
async def keep_forecasts(events: Sequence[ItemForecastReleased], tx: Tx) -> None:
    await demand.keep_forecasts(tx, events)


@hears(ForecastOrderReleased, read_model=True)
async def forecast_is_complete(event: ForecastOrderReleased, tx: Tx) -> None:
    await demand.drop_earlier_forecasts(tx, event.release)


@hears_batch(OrderMatched, read_model=True)
async def keep_orders(events: Sequence[OrderMatched], tx: Tx) -> None:
    await demand.keep_orders(tx, events)


@hears_batch(PromiseMoved, read_model=True)
async def keep_promises(events: Sequence[PromiseMoved], tx: Tx) -> None:
    await demand.keep_promises(tx, events)


@hears_batch(OrderCancelled, read_model=True)
@hears_batch(OrderClosed, read_model=True)
@hears_batch(OrderFulfilled, read_model=True)
async def end_orders(events: Sequence[OrderCancelled | OrderClosed | OrderFulfilled], tx: Tx) -> None:
    await demand.end_orders(tx, [event.order for event in events])


@hears(LotRejected)
async def lot_is_rejected(event: LotRejected, tx: Tx) -> None:
    await follow_supply.lot_is_rejected(tx, event)


@hears_batch(PurchaseOrderPublished, read_model=True)
@hears_batch(PurchaseOrderConfirmed, read_model=True)
async def purchases_are_placed(events: Sequence[PurchaseOrderPublished | PurchaseOrderConfirmed], tx: Tx) -> None:
    await follow_supply.purchases_are_placed(tx, events)


@hears_batch(WorkOrderCreated, read_model=True)
async def work_is_placed(events: Sequence[WorkOrderCreated], tx: Tx) -> None:
    await follow_supply.work_is_placed(tx, events)
