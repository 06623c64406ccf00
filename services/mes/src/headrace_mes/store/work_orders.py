"""Work orders as stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from headrace_chassis.documents import Documents
from headrace_chassis.forms import Body
from headrace_chassis.tx import Tx
from headrace_mes.model.operation import OperationState
from headrace_mes.model.reach import Reach
from headrace_mes.model.units import UnitPlace
from headrace_mes.model.work_order import OPEN, PLANNABLE, UNDER_WAY, OrderState, WorkOrder
from headrace_mes.store import carried, lots, units
from headrace_mes.store.tables import booking, made_for, work_order


def _machines(order: WorkOrder) -> list[str]:
    on_machine = (operation for operation in order.operations if operation.state is not OperationState.FINISHED)
    return sorted({operation.machine for operation in on_machine if operation.machine})


def _handed_over(body: Body) -> Body:
    """Until orders could hand over in parts, one that was done had handed over all, and quality judged it."""
    if "handed_over" in body:
        return body
    nothing = {"value": "0", "unit": body["quantity"]["unit"]}
    done = body["state"] in (OrderState.COMPLETED.value, OrderState.CLOSED.value)
    good = body["operations"][-1]["good"] if done else nothing
    place = (UnitPlace.JUDGED if done else UnitPlace.SHOP).value
    units = [{**unit, "place": place} for unit in body["units"]]
    return {**body, "handed_over": good, "judged": good, "short": nothing, "units": units}


def _apart(body: Body) -> Body:
    """Pieces and lots have rows of their own; what stands in the body is unpacked beside (`WorkOrders`)."""
    return {name: value for name, value in body.items() if name not in carried.PARTS}


class WorkOrders(Documents[WorkOrder]):
    """Stored with the pieces and lots that a step changed.

    An earlier version had all of them in the order's body; the first change of such an order moves them to their
    tables. From then on the database refuses what a replica of that version would store of it (revision 0004).
    """

    async def save(self, tx: Tx, aggregate: WorkOrder) -> None:
        await super().save(tx, aggregate)
        await _keep_parts(tx, [aggregate])

    async def put(self, tx: Tx, aggregates: Sequence[WorkOrder]) -> None:
        await super().put(tx, aggregates)
        await _keep_parts(tx, aggregates)

    def _load(self, row: Any) -> WorkOrder:
        order = super()._load(row)
        if not order.apart:
            carried.unpack(order, _handed_over(row.body))
        return order


async def _keep_parts(tx: Tx, orders: Sequence[WorkOrder]) -> None:
    await units.keep(tx, orders)
    await lots.keep(tx, orders)


work_orders = WorkOrders(
    "work order",
    WorkOrder,
    work_order,
    columns=lambda o: {
        "number": o.number,
        "proposal": o.proposal,
        "item": o.item,
        "plant": o.plant,
        "state": o.state.value,
        "made_for": list(o.made_for),
        "machines": _machines(o),
    },
    upcasts=[_handed_over, _apart],
)


async def load_near(tx: Tx, order: WorkOrder, reach: Reach) -> None:
    """What of its pieces and its material a step can touch."""
    await units.load_near(tx, order, reach)
    await lots.load_near(tx, order, reach)


async def known_proposals(tx: Tx, proposals: Iterable[str]) -> set[str]:
    column = work_order.c.proposal
    return set((await tx.execute(select(column).where(column.in_(set(proposals))))).scalars())


async def without_routing(tx: Tx) -> list[WorkOrder]:
    return await work_orders.all(tx, work_order.c.state == OrderState.NEEDS_ROUTING.value, lock=True)


async def open_for(tx: Tx, order: str) -> list[WorkOrder]:
    return await work_orders.all(tx, _in(*OPEN), begun_for(order), lock=True)


def begun_for(order: str) -> ColumnElement[bool]:
    return work_order.c.id.in_(select(made_for.c.work_order).where(made_for.c.order_id == order))


async def on_machine(tx: Tx, machine: str) -> list[WorkOrder]:
    return await work_orders.all(tx, _in(*UNDER_WAY), work_order.c.machines.contains([machine]), lock=True)


async def booked_on(tx: Tx, work_centre: str) -> list[WorkOrder]:
    ids = select(booking.c.work_order).where(booking.c.work_centre == work_centre)
    return await work_orders.all(tx, _in(*PLANNABLE), work_order.c.id.in_(ids), lock=True)


def _in(*states: OrderState) -> ColumnElement[bool]:
    return work_order.c.state.in_([state.value for state in states])
