"""Pieces that a machine counted, given to the operations that were dispatched to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from headrace_mes.model.work_order import WorkOrder

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MachineCount:
    machine: str
    plant: str
    work_centre: str
    pieces: int
    counted_at: datetime


def assign(count: MachineCount, orders: Sequence[WorkOrder]) -> tuple[list[WorkOrder], MachineCount]:
    """Count on the operations dispatched first. Returns the orders that got pieces, and what nobody has room for."""
    dispatched = sorted(
        (operation.dispatched_at or _EVER, order.number, operation.step.sequence, order)
        for order in orders
        for operation in order.operations
        if operation.is_on_machine and operation.machine == count.machine
    )
    left = count.pieces
    counted: dict[str, WorkOrder] = {}
    for _, number, sequence, order in dispatched:
        pieces = min(left, order.room_at(sequence))
        if pieces > 0:
            order.count(sequence, pieces)
            counted[number] = order
            left -= pieces
    return list(counted.values()), replace(count, pieces=left)
