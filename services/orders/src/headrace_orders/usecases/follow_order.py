"""What happens to an order after it was matched: work moves, goods arrive, the customer wants no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from headrace_chassis import deadlines, jobs
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.logistics.v1 import ShipmentDelivered
from headrace_contracts.mes.v1 import WorkOrderCreated, WorkOrderRescheduled
from headrace_contracts.messages import said, say
from headrace_contracts.values import Quantity
from headrace_orders.model.order import Order
from headrace_orders.store import held, shipments
from headrace_orders.store.orders import names_of_waiting, orders, waiting
from headrace_orders.usecases.match_order import ask_for_match

WAITS = "order-waits"


async def cancel_order(tx: Tx, order_id: str, reason: str, version: int) -> Order:
    order = await orders.get(tx, order_id, version=version)
    await tx.act_for(order.tenant)
    order.cancel(reason, await _sent(tx, order))
    await held.release(tx, order.tenant, order.id)
    await _keep(tx, order)
    return order


async def _sent(tx: Tx, order: Order) -> dict[int, Quantity]:
    """What has left for the customer, by line, wherever from; what was delivered surely has."""
    left = {line.line: Decimal(0) for line in order.lines}
    for (line, _), quantity in (await shipments.sent(tx, [order.id])).get(order.id, {}).items():
        left[line] += quantity
    return {line.line: max(line.delivered, Quantity(left[line.line], line.quantity.unit)) for line in order.lines}


async def match_again(tx: Tx, order_id: str) -> Order:
    order = await orders.take(tx, order_id)
    order.expect_failed_match()
    await tx.act_for(order.tenant)
    await ask_for_match(tx, order)
    await orders.save(tx, order)
    return order


async def find_waiting(tx: Tx) -> None:
    await deadlines.come_due(tx, WAITS, await names_of_waiting(tx))


async def look_after_waiting(tx: Tx, names: Sequence[str]) -> None:
    """An order waits for its match only while a job is at it; whatever ended that job without a word, it is told."""
    for order in await orders.all(tx, *waiting(names), lock=True):
        job = await _job_of(tx, order)
        if job is None or job.state not in {"queued", "running"}:
            why = job.error if job else say("orders.nobody-at-it")
            order.give_up(say("orders.match-without-answer", why=why))
            await _keep(tx, order)


async def _job_of(tx: Tx, order: Order) -> jobs.JobState | None:
    try:
        return await jobs.show(tx, order.job)
    except Missing:
        return None


async def work_is_booked(tx: Tx, event: WorkOrderCreated) -> None:
    """The work order holds its capacity itself now, for the pieces that it makes for each order."""
    for peg in event.pegs:
        await held.release_made(tx, (peg.order, peg.line, event.item, event.plant), peg.quantity.value)


async def work_moved(tx: Tx, event: WorkOrderRescheduled) -> None:
    lines: dict[str, set[int]] = defaultdict(set)
    for peg in event.pegs:
        lines[peg.order].add(peg.line)
    for name in sorted(lines):
        order = await orders.take(tx, name)
        parts = {(line, event.plant) for line in lines[name]}
        days = (event.due - event.previous).days
        order.move_promise(
            days, parts, cause=said(event.cause, event.cause_said), reference=event.reference or event.work_order
        )
        await _keep(tx, order)


async def goods_arrived(tx: Tx, event: ShipmentDelivered) -> None:
    order = await orders.take(tx, event.order)
    order.deliver([(line.order_line, line.quantity) for line in event.lines])
    await _keep(tx, order)


async def _keep(tx: Tx, order: Order) -> None:
    await orders.save(tx, order)
    tx.tell(order)
