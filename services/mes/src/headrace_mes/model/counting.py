"""Pieces that a machine counted, given to the operations that were dispatched to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_mes.model import told
from headrace_mes.model.operation import Machine, OperationState, WrongMachine
from headrace_mes.model.work_order import WorkOrder


class NoneLeft(RuleBroken):
    """The machine has fewer pieces that belong to nobody."""


_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class MachineCount:
    machine: str
    plant: str
    work_centre: str
    pieces: int
    counted_at: datetime

    def without(self, pieces: int) -> MachineCount:
        if pieces > self.pieces:
            raise NoneLeft(say("mes.fewer-belong-to-nobody", pieces=self.pieces, machine=self.machine, asked=pieces))
        return replace(self, pieces=self.pieces - pieces)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of pieces that belonged to nobody: an operation's, or set aside for a reason."""

    machine: str
    pieces: int
    work_order: str
    sequence: int
    reason: str
    person: str
    at: datetime


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
            _give(order, sequence, count, pieces)
            counted[number] = order
            left -= pieces
    return list(counted.values()), replace(count, pieces=left)


def assign_to(
    order: WorkOrder, sequence: int, machine: Machine, count: MachineCount, pieces: int, at: datetime
) -> None:
    """A person says whose the pieces of a count are; an operation that has no machine yet is given to theirs."""
    operation = order.operation(sequence)
    if operation.state is OperationState.WAITING:
        order.dispatch(sequence, machine, at)
    if operation.machine != machine.name:
        if not operation.machine:
            raise WrongMachine(say("mes.on-no-machine", operation=operation, number=order.number, name=machine.name))
        raise WrongMachine(
            say(
                "mes.on-another-machine",
                operation=operation,
                number=order.number,
                machine=operation.machine,
                name=machine.name,
            )
        )
    _give(order, sequence, count, pieces)


def _give(order: WorkOrder, sequence: int, count: MachineCount, pieces: int) -> None:
    order.count(sequence, pieces)
    order.tell(told.assigned(order, sequence, count.machine, pieces, count.counted_at))
