"""Events that the orders service hears beside the facts of planning (headrace_planning.hearing)."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_contracts.logistics.v1 import ShipmentDelivered
from headrace_contracts.mes.v1 import CapacityPublished, WorkOrderCreated, WorkOrderRescheduled
from headrace_contracts.product.v1 import ItemDefined, RoutingPublished, WorkCentrePublished
from headrace_orders.store import catalogue, factories, parties
from headrace_orders.usecases import follow_order


@hears_batch(OrganisationRegistered, read_model=True)
async def keep_organisations(events: Sequence[OrganisationRegistered], tx: Tx) -> None:
    await parties.keep_organisations(tx, events)


@hears_batch(ItemDefined, read_model=True)
async def keep_items(events: Sequence[ItemDefined], tx: Tx) -> None:
    await catalogue.keep_items(tx, events)


@hears_batch(RoutingPublished, read_model=True)
async def keep_routings(events: Sequence[RoutingPublished], tx: Tx) -> None:
    await factories.keep_routings(tx, events)


@hears_batch(WorkCentrePublished, read_model=True)
async def keep_work_centres(events: Sequence[WorkCentrePublished], tx: Tx) -> None:
    await factories.keep_work_centres(tx, events)


@hears_batch(CapacityPublished, read_model=True)
async def keep_loads(events: Sequence[CapacityPublished], tx: Tx) -> None:
    await factories.keep_loads(tx, events)


@hears(WorkOrderCreated)
async def work_is_booked(event: WorkOrderCreated, tx: Tx) -> None:
    await follow_order.work_is_booked(tx, event)


@hears(WorkOrderRescheduled)
async def work_moved(event: WorkOrderRescheduled, tx: Tx) -> None:
    await follow_order.work_moved(tx, event)


@hears(ShipmentDelivered)
async def goods_arrived(event: ShipmentDelivered, tx: Tx) -> None:
    await follow_order.goods_arrived(tx, event)
