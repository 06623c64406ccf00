"""What happens to an order after it was matched: work moves, goods arrive, the customer cancels."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import ShipmentDelivered
from headrace_contracts.mes.v1 import WorkOrderCreated, WorkOrderRescheduled
from headrace_orders.model.order import Order
from headrace_orders.store import factories
from headrace_orders.store.orders import orders


async def cancel_order(tx: Tx, order_id: str, reason: str, version: int) -> Order:
    order = await orders.get(tx, order_id, version=version)
    await tx.act_for(order.tenant)
    order.cancel(reason)
    await factories.release(tx, order.tenant, order.id)
    await _keep(tx, order)
    return order


async def work_is_booked(tx: Tx, event: WorkOrderCreated) -> None:
    """The work order holds its capacity itself now."""
    for order in {peg.order for peg in event.pegs}:
        await factories.release(tx, tx.tenant, order, item=event.item, plant=event.plant)


async def work_moved(tx: Tx, event: WorkOrderRescheduled) -> None:
    days = (event.due - event.previous).days
    for order_id in sorted({peg.order for peg in event.pegs}):
        order = await orders.take(tx, order_id)
        order.move_promise(days, cause=event.cause, reference=event.reference or event.work_order)
        await _keep(tx, order)


async def goods_arrived(tx: Tx, event: ShipmentDelivered) -> None:
    order = await orders.take(tx, event.order)
    order.deliver([(line.order_line, line.quantity) for line in event.lines])
    await _keep(tx, order)


async def _keep(tx: Tx, order: Order) -> None:
    await orders.save(tx, order)
    tx.tell(order)
