"""A work order on which something was done: stored with its reports, its bookings and its events."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_mes.model.counting import MachineCount
from headrace_mes.model.operation import OperationReport
from headrace_mes.model.work_order import OPEN, OrderState, WorkOrder
from headrace_mes.store import capacity, counts
from headrace_mes.store.work_orders import work_orders


async def keep(tx: Tx, order: WorkOrder, reports: Sequence[OperationReport] = ()) -> WorkOrder:
    """An order whose last operation is done closes at once; one that has ended gives its capacity back.

    What machines counted for it and it needs no more belongs to nobody.
    """
    if order.state is OrderState.COMPLETED and order.completed_at:
        order.close(order.completed_at)
    for operation, pieces in order.surplus():
        machine, centre = operation.machine, operation.step.work_centre
        await counts.keep_unassigned(tx, MachineCount(machine, order.plant, centre, pieces, tx.now))
    await work_orders.save(tx, order)
    await counts.keep_reports(tx, order, reports)
    await capacity.book(tx, [order])
    tx.tell(order)
    if order.state not in OPEN:
        await capacity.turn(tx)
        await capacity.publish(tx, order.work_centres)
    return order
