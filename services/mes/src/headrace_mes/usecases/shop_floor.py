"""What happens to a work order in the shop: released, supplied, given to machines, reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.tx import Tx
from headrace_contracts.equipment.v1 import PiecesCounted
from headrace_contracts.logistics.v1 import MaterialIssued
from headrace_contracts.values import Quantity
from headrace_mes.model.counting import MachineCount, assign
from headrace_mes.model.genealogy import IssuedLot
from headrace_mes.model.operation import CountedBy, OperationState
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store import counts, shops
from headrace_mes.store.work_orders import on_machine, work_orders
from headrace_mes.usecases.keep import keep


@dataclass(frozen=True, slots=True)
class PersonsReport:
    sequence: int
    good: Quantity
    scrap: Quantity
    reason: str
    scrapped_serials: Sequence[str]


async def release(tx: Tx, work_order: str) -> WorkOrder:
    order = await work_orders.take(tx, work_order)
    order.release(tx.now)
    return await keep(tx, order)


async def dispatch(tx: Tx, work_order: str, sequence: int, machine: str) -> WorkOrder:
    order = await work_orders.take(tx, work_order)
    order.dispatch(sequence, await shops.machine_named(tx, machine), tx.now)
    return await keep(tx, order)


async def report(tx: Tx, work_order: str, said: PersonsReport) -> WorkOrder:
    order = await work_orders.take(tx, work_order)
    if order.operation(said.sequence).state is OperationState.DISPATCHED:
        order.start_operation(said.sequence, tx.now)
    booked = order.report(
        said.sequence,
        good=said.good,
        scrap=said.scrap,
        counted_by=CountedBy.PERSON,
        at=tx.now,
        person=tx.actor.subject if tx.actor else "",
        reason=said.reason,
        scrapped_serials=said.scrapped_serials,
    )
    return await keep(tx, order, [booked, *order.advance(tx.now)])


async def material_issued(tx: Tx, event: MaterialIssued) -> None:
    """Pieces that were counted before their material was known are booked now."""
    order = await work_orders.take(tx, event.work_order)
    order.issue([IssuedLot(line.item, line.lot, line.serial, line.quantity, line.maker) for line in event.lines])
    await keep(tx, order, order.advance(tx.now))


async def pieces_counted(tx: Tx, events: Sequence[PiecesCounted]) -> None:
    for count in _by_machine(events):
        counted, left = assign(count, await on_machine(tx, count.machine))
        for order in counted:
            await keep(tx, order, order.advance(count.counted_at))
        if left.pieces:
            await counts.keep_unassigned(tx, left)


def _by_machine(events: Sequence[PiecesCounted]) -> list[MachineCount]:
    total: dict[str, MachineCount] = {}
    for event in events:
        earlier = total[event.machine].pieces if event.machine in total else 0
        total[event.machine] = MachineCount(
            event.machine, event.plant, event.work_centre, earlier + event.pieces, event.counted_at
        )
    return list(total.values())
