"""A work order: created, released, in progress, completed, closed; or cancelled before it starts.

At every operation the order's quantity is good there, scrapped there or before, or still open; and no
operation passes on more than it got from the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from headrace_contracts.values import Quantity

from headrace_mes.model.operation import (
    CountedBy,
    Operation,
    OperationReport,
    OperationStatus,
    Step,
    WrongCount,
)
from headrace_mes.model.refusal import Refused
from headrace_mes.model.scheduling import Schedule, Work
from headrace_mes.model.units import Unit, UnitStatus, finish_units, make_units, scrap_units


class OrderStatus(StrEnum):
    CREATED = "created"
    RELEASED = "released"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Tracking(StrEnum):
    SERIAL = "serial"
    LOT = "lot"


class CancelOutcome(StrEnum):
    CANCELLED = "cancelled"
    GOES_TO_STOCK = "goes_to_stock"
    STILL_NEEDED = "still_needed"


class WrongOrder(Refused):
    """The order can't be made as it is asked for."""


class WrongStage(Refused):
    """The work order is not at the stage for it."""


class UnknownOperation(Refused):
    """The work order has no such operation."""


@dataclass(frozen=True, slots=True)
class Component:
    item: str
    per_unit: Quantity


@dataclass(frozen=True, slots=True)
class Peg:
    """The customer order line that waits for so much of this order."""

    order: str
    line: int
    quantity: Quantity


@dataclass(slots=True)
class WorkOrder:
    """`operations` are in order of sequence; steps and `components` are those of the day it was made."""

    number: str
    item: str
    plant: str
    quantity: Quantity
    start: date
    due: date
    tracking: Tracking
    operations: list[Operation]
    components: tuple[Component, ...]
    pegs: tuple[Peg, ...]
    status: OrderStatus = OrderStatus.CREATED
    lot: str = ""
    units: list[Unit] = field(default_factory=list)
    planned_finish: date | None = None
    released_at: datetime | None = None
    completed_at: datetime | None = None
    closed_at: datetime | None = None
    cancel_reason: str = ""

    @classmethod
    def create(
        cls,
        *,
        number: str,
        item: str,
        plant: str,
        quantity: Quantity,
        start: date,
        due: date,
        tracking: Tracking,
        steps: Sequence[Step],
        components: Sequence[Component],
        pegs: Sequence[Peg],
    ) -> "WorkOrder":
        sequences = [step.sequence for step in steps]
        if quantity.value <= 0:
            raise WrongOrder(f"work order {number} is for {quantity} of {item}: order more than 0")
        if tracking is Tracking.SERIAL and quantity.value % 1:
            raise WrongOrder(f"{item} has serial numbers, so {quantity} of it can't be made: order whole pieces")
        if not steps:
            raise WrongOrder(f"{item} has no routing in plant {plant}: release one, then make the order")
        if sequences != sorted(set(sequences)):
            raise WrongOrder(f"the operations of {item} have the sequence {sequences}: number them upwards")
        if due < start:
            raise WrongOrder(f"work order {number} is due on {due}, before its start on {start}")
        operations = [Operation.of(step, quantity.unit) for step in steps]
        parts, wanted = tuple(components), tuple(pegs)
        return cls(number, item, plant, quantity, start, due, tracking, operations, parts, wanted)

    def release(self, at: datetime) -> None:
        """Let the shop begin: serial numbers are made now, or the one lot is named."""
        self._refuse_unless(OrderStatus.CREATED)
        self.lot = self.number
        if self.tracking is Tracking.SERIAL:
            self.units = make_units(self.number, int(self.quantity.value))
        self.status = OrderStatus.RELEASED
        self.released_at = at

    def dispatch(self, sequence: int, machine: str) -> None:
        self._refuse_unless(OrderStatus.RELEASED, OrderStatus.IN_PROGRESS)
        self.operation(sequence).dispatch(machine)

    def start_operation(self, sequence: int, at: datetime) -> None:
        """Begin as soon as the operation before has passed on a first piece."""
        self._refuse_unless(OrderStatus.RELEASED, OrderStatus.IN_PROGRESS)
        operation = self.operation(sequence)
        if not self.waiting_at(sequence):
            raise WrongStage(f"no piece waits at {operation} of {self.number}: report the operation before first")
        operation.start(at)
        self.status = OrderStatus.IN_PROGRESS

    def report(
        self,
        sequence: int,
        *,
        good: Quantity,
        scrap: Quantity,
        counted_by: CountedBy,
        at: datetime,
        scrapped_serials: Sequence[str] = (),
    ) -> OperationReport:
        """Count pieces; scrapped pieces that nobody named are taken from the end of the serials."""
        self._refuse_unless(OrderStatus.IN_PROGRESS)
        operation = self.operation(sequence)
        units = [Unit(unit.serial, unit.status) for unit in self.units]
        if self.tracking is Tracking.SERIAL:
            self._count_units(units, operation, good, scrap, scrapped_serials)
        report = operation.report(good, scrap, self.waiting_at(sequence), counted_by, at=at)
        self.units = units
        return report

    def finish_operation(self, sequence: int, at: datetime) -> None:
        """Nothing waits here and nothing more will come; the last one completes the order."""
        self._refuse_unless(OrderStatus.RELEASED, OrderStatus.IN_PROGRESS)
        operation = self.operation(sequence)
        if not self._earlier_finished(sequence):
            raise WrongStage(f"{operation} of {self.number} can't finish before the operations ahead of it")
        if waiting := self.waiting_at(sequence):
            raise WrongStage(f"{waiting} wait at {operation} of {self.number}: report them good or scrap first")
        operation.finish(at)
        if operation is self.operations[-1]:
            self.status = OrderStatus.COMPLETED
            self.completed_at = at

    def close(self, at: datetime) -> None:
        """Nothing more is booked on the order."""
        self._refuse_unless(OrderStatus.COMPLETED)
        self.status = OrderStatus.CLOSED
        self.closed_at = at

    def cancel(self, reason: str) -> CancelOutcome:
        """Nobody waits for it any more: it ends before its start, or is made for stock after it."""
        self._refuse_unless(OrderStatus.CREATED, OrderStatus.RELEASED, OrderStatus.IN_PROGRESS)
        self.pegs = ()
        self.cancel_reason = reason
        if self.status is OrderStatus.IN_PROGRESS:
            return CancelOutcome.GOES_TO_STOCK
        self.status = OrderStatus.CANCELLED
        return CancelOutcome.CANCELLED

    def drop_demand(self, order: str, reason: str) -> CancelOutcome:
        """A customer's order is cancelled; others may still wait for this one."""
        if not any(peg.order == order for peg in self.pegs):
            raise WrongOrder(f"work order {self.number} is not made for order {order}")
        rest = tuple(peg for peg in self.pegs if peg.order != order)
        if rest:
            self.pegs = rest
            return CancelOutcome.STILL_NEEDED
        return self.cancel(reason)

    def plan(self, schedule: Schedule) -> int:
        """Take over a schedule of the remaining work; returns how many days later than before it finishes."""
        self._refuse_unless(OrderStatus.CREATED, OrderStatus.RELEASED, OrderStatus.IN_PROGRESS)
        for scheduled in schedule.operations:
            self.operation(scheduled.sequence).planned = scheduled.loads
        previous = self.planned_finish or schedule.finish
        self.planned_finish = schedule.finish
        return (schedule.finish - previous).days

    def remaining_work(self) -> tuple[Work, ...]:
        """Machine time still to be spent, operation by operation."""
        open_operations = [op for op in self.operations if op.status is not OperationStatus.FINISHED]
        return tuple(
            Work(op.step.sequence, op.step.work_centre, op.remaining_minutes(self.still_open(op.step.sequence)))
            for op in open_operations
        )

    def operation(self, sequence: int) -> Operation:
        for operation in self.operations:
            if operation.step.sequence == sequence:
                return operation
        known = ", ".join(str(operation.step.sequence) for operation in self.operations)
        raise UnknownOperation(f"work order {self.number} has no operation {sequence}; it has {known}")

    def waiting_at(self, sequence: int) -> Quantity:
        """Pieces that came from the operation before and are not through this one (work in process)."""
        operation = self.operation(sequence)
        place = self.operations.index(operation)
        arrived = self.operations[place - 1].good if place else self.quantity
        return arrived - operation.through

    def still_open(self, sequence: int) -> Quantity:
        """Pieces that this operation may still have to do."""
        operation = self.operation(sequence)
        place = self.operations.index(operation)
        lost = (earlier.scrap for earlier in self.operations[:place])
        return self.quantity - sum(lost, start=operation.through)

    @property
    def good(self) -> Quantity:
        """Made so far, through the last operation."""
        return self.operations[-1].good

    @property
    def scrap(self) -> Quantity:
        return sum((operation.scrap for operation in self.operations), start=Quantity.zero(self.quantity.unit))

    @property
    def good_serials(self) -> tuple[str, ...]:
        return tuple(unit.serial for unit in self.units if unit.status is UnitStatus.GOOD)

    def _count_units(
        self, units: list[Unit], operation: Operation, good: Quantity, scrap: Quantity, serials: Sequence[str]
    ) -> None:
        if good.value % 1 or scrap.value % 1:
            raise WrongCount(f"{self.item} has serial numbers: report whole pieces, not {good} and {scrap}")
        scrap_units(units, max(0, int(scrap.value)), serials)
        if operation is self.operations[-1]:
            finish_units(units, max(0, int(good.value)))

    def _earlier_finished(self, sequence: int) -> bool:
        earlier = [op for op in self.operations if op.step.sequence < sequence]
        return all(op.status is OperationStatus.FINISHED for op in earlier)

    def _refuse_unless(self, *statuses: OrderStatus) -> None:
        if self.status not in statuses:
            raise WrongStage(f"work order {self.number} is {self.status}; it has to be {' or '.join(statuses)}")
