"""Pieces that a machine counted for nobody find their operation, or are set aside for a reason."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_mes.model.counting import Decision, MachineCount, assign_to
from headrace_mes.model.reach import Reach
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store import counts, shops
from headrace_mes.store.work_orders import load_near, work_orders
from headrace_mes.usecases.keep import keep


async def assign(tx: Tx, machine: str, work_order: str, sequence: int, pieces: int) -> WorkOrder:
    """The order first, then the count: as whoever counts locks them."""
    order = await work_orders.take(tx, work_order)
    count = await _decide(tx, machine, pieces, work_order=order.id, sequence=sequence)
    assign_to(order, sequence, await shops.machine_named(tx, machine), count, pieces, tx.now)
    await load_near(tx, order, Reach.of_counts(order))
    return await keep(tx, order, order.advance(tx.now))


async def dismiss(tx: Tx, machine: str, pieces: int, reason: str) -> MachineCount:
    return await _decide(tx, machine, pieces, reason=reason)


async def _decide(
    tx: Tx, machine: str, pieces: int, *, work_order: str = "", sequence: int = 0, reason: str = ""
) -> MachineCount:
    left = (await counts.take_unassigned(tx, machine)).without(pieces)
    await counts.set_unassigned(tx, left)
    person = tx.actor.subject if tx.actor else ""
    await counts.keep_decision(tx, Decision(machine, pieces, work_order, sequence, reason, person, tx.now))
    return left
