"""Work orders and their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select, text

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_mes.model.operation import OperationState
from headrace_mes.model.work_order import OPEN, PLANNABLE, UNDER_WAY, OrderState, WorkOrder
from headrace_mes.store.tables import booking, work_order

NEXT_NUMBERS = text(
    "INSERT INTO work_order_number (tenant, last) VALUES (:tenant, :count) "
    "ON CONFLICT (tenant) DO UPDATE SET last = work_order_number.last + :count RETURNING last"
)


def _machines(order: WorkOrder) -> list[str]:
    on_machine = (operation for operation in order.operations if operation.state is not OperationState.FINISHED)
    return sorted({operation.machine for operation in on_machine if operation.machine})


work_orders = Documents(
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
)


async def next_numbers(tx: Tx, count: int) -> list[str]:
    last = (await tx.execute(NEXT_NUMBERS, {"tenant": tx.tenant, "count": count})).scalar_one()
    return [f"WO-{number:06d}" for number in range(last - count + 1, last + 1)]


async def known_proposals(tx: Tx, proposals: Iterable[str]) -> set[str]:
    column = work_order.c.proposal
    return set((await tx.execute(select(column).where(column.in_(set(proposals))))).scalars())


async def without_routing(tx: Tx) -> list[WorkOrder]:
    return await work_orders.all(tx, work_order.c.state == OrderState.NEEDS_ROUTING.value, lock=True)


async def open_for(tx: Tx, order: str) -> list[WorkOrder]:
    return await work_orders.all(tx, _in(*OPEN), work_order.c.made_for.contains([order]), lock=True)


async def on_machine(tx: Tx, machine: str) -> list[WorkOrder]:
    return await work_orders.all(tx, _in(*UNDER_WAY), work_order.c.machines.contains([machine]), lock=True)


async def booked_on(tx: Tx, work_centre: str) -> list[WorkOrder]:
    ids = select(booking.c.work_order).where(booking.c.work_centre == work_centre)
    return await work_orders.all(tx, _in(*PLANNABLE), work_order.c.id.in_(ids), lock=True)


def filters(
    order: str | None, item: str | None, state: OrderState | None, plant: str | None
) -> list[ColumnElement[bool]]:
    c = work_order.c
    where = [c.made_for.contains([order])] if order else []
    where += [c.item == item] if item else []
    where += [c.state == state.value] if state else []
    where += [c.plant == plant] if plant else []
    return where


def _in(*states: OrderState) -> ColumnElement[bool]:
    return work_order.c.state.in_([state.value for state in states])
