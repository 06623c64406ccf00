"""A work order: created, released, in progress, completed, closed; or cancelled before it starts.

At every operation the order's quantity is good there, scrapped there or before, still open, or given up when the
order was closed short; and no operation passes on more than it got from the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import Missing, RuleBroken, WrongState
from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.messages import Message, Said, kept, said, say
from headrace_contracts.mrp.v1 import Peg
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model import stock, told
from headrace_mes.model.genealogy import Genealogy, allocate, left_of
from headrace_mes.model.material import Held, IssuedLot, Material, NotEnoughIssued, Output
from headrace_mes.model.operation import (
    CountedBy,
    Machine,
    Operation,
    OperationReport,
    OperationState,
    Step,
    WrongCount,
)
from headrace_mes.model.scheduling import FIRST_DAY, LAST_DAY, Delay, Schedule, Work
from headrace_mes.model.units import MOST_SERIALS, Units, finish_units, make_units, scrap_units, serial_of


class OrderState(StrEnum):
    NEEDS_ROUTING = "needs_routing"
    CREATED = "created"
    RELEASED = "released"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


UNDER_WAY = (OrderState.RELEASED, OrderState.IN_PROGRESS)
PLANNABLE = (OrderState.CREATED, *UNDER_WAY)
OPEN = (OrderState.NEEDS_ROUTING, *PLANNABLE)
BEYOND, FINEST = 10**12, 15  # so that sums of its parts are exact


class CancelOutcome(StrEnum):
    CANCELLED = "cancelled"
    GOES_TO_STOCK = "goes_to_stock"
    STILL_NEEDED = "still_needed"


class WrongOrder(RuleBroken):
    """The order can't be made as it is asked for."""


class WrongStage(WrongState):
    """The work order is not at the stage for it."""


class UnknownOperation(Missing):
    """The work order has no such operation."""


@dataclass(frozen=True, slots=True)
class Component:
    item: str
    per_unit: Quantity


@dataclass(kw_only=True)
class WorkOrder(Aggregate):
    """`operations` are in order of sequence; steps and `components` are those of the day it was made.

    `due` moves with the plan; `made_for` are the customer orders it was begun for, `pegs` those that still wait.
    `handed_over` of the good pieces left the shop for inspection, `judged` of these quality has decided on; `short`
    pieces were given up.
    Its `units` and the lots of its `material` are stored apart from it (`apart`, once it has any), `materials` are
    their sums.
    """

    number: str
    item: str
    plant: str
    quantity: Quantity
    start: date
    due: date
    proposal: str
    tracking: Tracking
    components: tuple[Component, ...]
    pegs: tuple[Peg, ...]
    made_for: tuple[str, ...]
    operations: list[Operation] = field(default_factory=list)
    state: OrderState = OrderState.NEEDS_ROUTING
    problem: str = ""
    problem_said: Message | None = None
    lot: str = ""
    apart: bool = False
    materials: list[Held] = field(default_factory=list)
    handed_over: Quantity
    judged: Quantity
    short: Quantity
    planned_start: date | None = None
    planned_finish: date | None = None
    released_at: datetime | None = None
    completed_at: datetime | None = None
    closed_at: datetime | None = None
    cancel_reason: str = ""
    close_reason: str = ""

    @classmethod
    def create(
        cls,
        work_order: str,
        number: str,
        *,
        tenant: str,
        item: str,
        plant: str,
        quantity: Quantity,
        start: date,
        due: date,
        proposal: str,
        tracking: Tracking,
        components: Sequence[Component],
        pegs: Sequence[Peg],
    ) -> WorkOrder:
        """A new order that waits for its routing."""
        if quantity.value <= 0:
            raise WrongOrder(say("mes.order-more", number=number, quantity=quantity, item=item))
        if quantity.value >= BEYOND or quantity.value != round(quantity.value, FINEST):
            raise WrongOrder(
                say("mes.order-less", number=number, quantity=quantity, item=item, most=BEYOND, finest=FINEST)
            )
        if tracking is Tracking.SERIAL:
            _refuse_serials(number, item, quantity)
        if due < start:
            raise WrongOrder(say("mes.due-before-start", number=number, due=due, start=start))
        if not FIRST_DAY <= start <= due <= LAST_DAY:
            raise WrongOrder(
                say("mes.days-out-of-range", number=number, start=start, due=due, first=FIRST_DAY, last=LAST_DAY)
            )
        new = cls(
            id=work_order,
            tenant=tenant,
            number=number,
            item=item,
            plant=plant,
            quantity=quantity,
            start=start,
            due=due,
            proposal=proposal,
            tracking=tracking,
            components=tuple(components),
            pegs=tuple(pegs),
            handed_over=Quantity.zero(quantity.unit),
            judged=Quantity.zero(quantity.unit),
            short=Quantity.zero(quantity.unit),
            made_for=tuple(sorted({peg.order for peg in pegs})),
        )
        new.tell(told.created(new))
        return new

    def route(self, steps: Sequence[Step]) -> None:
        """Take over the routing as it is now; from here on the order can be planned and released."""
        self.expect(OrderState.NEEDS_ROUTING, to=say("mes.to-route"))
        sequences = [step.sequence for step in steps]
        if not steps:
            raise WrongOrder(say("mes.no-routing", item=self.item, plant=self.plant))
        if sequences != sorted(set(sequences)):
            raise WrongOrder(say("mes.sequence", item=self.item, sequences=sequences))
        self.operations = [Operation.of(step, self.quantity.unit) for step in steps]
        self.state = OrderState.CREATED
        self._face("")

    def wait_for_routing(self, problem: Said) -> None:
        """The routing can't be run as it is; the order keeps its place until another is published."""
        self.expect(OrderState.NEEDS_ROUTING, OrderState.CREATED, to=say("mes.to-wait-for-routing"))
        self.operations, self.state = [], OrderState.NEEDS_ROUTING
        self._face(problem)

    def release(self, at: datetime) -> None:
        """Let the shop begin: serial numbers are made now, or the one lot is named."""
        self.expect(OrderState.CREATED, to=say("mes.to-release"))
        self.lot = self.number
        if self.tracking is Tracking.SERIAL:
            self.units.add(make_units(self.number, int(self.quantity.value)))
        self.apart = True
        self.state = OrderState.RELEASED
        self.released_at = at
        self.tell(told.released(self))

    @property
    def units(self) -> Units:
        """Its pieces by their serials, as far as they are loaded; none where it has no serials."""
        units: Units = self.__dict__.setdefault("_units", Units())
        return units

    @property
    def material(self) -> Material:
        """The lots that were issued to it, as far as they are loaded."""
        material: Material = self.__dict__.setdefault("_material", Material(self.materials))
        return material

    def issue(self, lots: Sequence[IssuedLot]) -> None:
        """Material for it left the stock; more of the same lot adds to what is there."""
        self.material.issue(lots)
        self.apart = True

    def scrap_material(self, lots: Sequence[IssuedLot]) -> None:
        """It broke, and is in nothing that is made."""
        self.material.scrap(lots)
        self.apart = True

    def dispatch(self, sequence: int, machine: Machine, at: datetime, source: CountedBy | None = None) -> None:
        """`source` says who counts from here on; without it the first that counts."""
        self.expect(*UNDER_WAY, to=say("mes.to-dispatch"))
        operation = self.operation(sequence)
        operation.dispatch(machine, at)
        if source:
            operation.count_by(source)

    def start_operation(self, sequence: int, at: datetime) -> None:
        """Begin as soon as the operation before has passed on a first piece."""
        self.expect(*UNDER_WAY, to=say("mes.to-start"))
        operation = self.operation(sequence)
        if not self.waiting_at(sequence):
            raise WrongStage(say("mes.no-piece-waits", operation=operation, number=self.number))
        operation.start(at)
        self.state = OrderState.IN_PROGRESS

    def report(
        self,
        sequence: int,
        *,
        good: Quantity,
        scrap: Quantity,
        counted_by: CountedBy,
        at: datetime,
        person: str = "",
        reason: str = "",
        scrapped_serials: Sequence[str] = (),
    ) -> OperationReport:
        """Count pieces; scrapped pieces that nobody named are taken from the end of the serials."""
        self.expect(OrderState.IN_PROGRESS, to=say("mes.to-report"))
        operation = self.operation(sequence)
        if counted_by is CountedBy.PERSON and scrap and not reason:
            raise WrongCount(say("mes.scrap-without-reason", scrap=scrap, operation=operation, number=self.number))
        operation.refuse_unless_waiting(good, scrap, self.waiting_at(sequence))
        self.refuse_without_material(operation, good + scrap)
        if self.tracking is Tracking.SERIAL:
            self._count_units(operation, good, scrap, scrapped_serials)
        operation.report(good, scrap, self.waiting_at(sequence))
        operation.count_by(counted_by)
        report = OperationReport(sequence, operation.machine, good, scrap, counted_by, at, person, reason)
        self.tell(told.reported(self, report))
        return report

    def count(self, sequence: int, pieces: int) -> None:
        """Its machine made pieces; `advance` books them when they are here and their material is issued."""
        self.expect(*UNDER_WAY, to=say("mes.to-count"))
        if pieces > self.room_at(sequence):
            raise WrongCount(say("mes.more-than-open", pieces=pieces, sequence=sequence, number=self.number))
        operation = self.operation(sequence)
        if operation.counted_by is CountedBy.PERSON:
            operation.tally += pieces
            return
        operation.count_by(CountedBy.MACHINE)
        operation.ahead += pieces

    def surplus(self) -> list[tuple[Operation, int]]:
        """Pieces that machines counted ahead and that this order needs no more: they belong to nobody."""
        over = []
        for operation in self.operations:
            done = self.state not in OPEN or operation.state is OperationState.FINISHED
            room = 0 if done else ceil(self.still_open(operation.step.sequence).value)
            if operation.ahead > room:
                over.append((operation, operation.ahead - room))
                operation.ahead = room
        return over

    def advance(self, at: datetime) -> list[OperationReport]:
        """Book what machines counted, as far as it goes, and finish what is done; the last operation completes it."""
        booked: list[OperationReport] = []
        if self.state not in UNDER_WAY:
            return booked
        for operation in self.operations:
            booked += self._book_ahead(operation, at)
            sequence = operation.step.sequence
            done = not self.waiting_at(sequence) and self._earlier_finished(sequence)
            if done and operation.state is not OperationState.FINISHED:
                self.finish_operation(sequence, at)
        return booked

    def finish_operation(self, sequence: int, at: datetime) -> None:
        """Nothing waits here and nothing more will come; the last one completes the order."""
        self.expect(*UNDER_WAY, to=say("mes.to-finish"))
        operation = self.operation(sequence)
        if not self._earlier_finished(sequence):
            raise WrongStage(say("mes.operations-ahead", operation=operation, number=self.number))
        if waiting := self.waiting_at(sequence):
            raise WrongStage(say("mes.pieces-wait", waiting=waiting, operation=operation, number=self.number))
        operation.finish(at)
        if operation is self.operations[-1]:
            self.complete(at)

    def close(self, at: datetime) -> None:
        """Nothing more is booked on the order."""
        self.expect(OrderState.COMPLETED, to=say("mes.to-close"))
        consumed = stock.used_up(self)
        self.state = OrderState.CLOSED
        self.closed_at = at
        for event in told.closed(self, consumed):
            self.tell(event)

    def cancel(self, reason: str) -> CancelOutcome:
        """Nobody waits for it any more: it ends before its start, or is made for stock after it."""
        self.expect(*OPEN, to=say("mes.to-cancel"))
        self.pegs = ()
        self.cancel_reason = reason
        if self.state is OrderState.IN_PROGRESS:
            return CancelOutcome.GOES_TO_STOCK
        self.state = OrderState.CANCELLED
        self.tell(told.cancelled(self))
        return CancelOutcome.CANCELLED

    def drop_demand(self, order: str, reason: str) -> CancelOutcome:
        """A customer's order is cancelled; others may still wait for this one."""
        if not self.waits_for(order):
            raise WrongOrder(say("mes.not-made-for", number=self.number, order=order))
        rest = tuple(peg for peg in self.pegs if peg.order != order)
        if rest:
            self.pegs = rest
            return CancelOutcome.STILL_NEEDED
        return self.cancel(reason)

    def waits_for(self, order: str) -> bool:
        return any(peg.order == order for peg in self.pegs)

    def plan(self, schedule: Schedule) -> None:
        """Take over a schedule of the remaining work."""
        self.expect(*PLANNABLE, to=say("mes.to-plan"))
        for scheduled in schedule.operations:
            self.operation(scheduled.sequence).planned = scheduled.loads
        self.planned_start = self.planned_start or schedule.start
        self.planned_finish = schedule.finish
        self._face("")

    def move(self, delay: Delay, *, cause: Said, reference: str) -> None:
        """Take over the later plan; what is due moves by as many days as the work ends later."""
        if self.state is OrderState.CREATED:
            self.planned_start = None
        self.plan(delay.after)
        if delay.days_later <= 0:
            return
        previous, self.due = self.due, self.due + timedelta(delay.days_later)
        self.tell(told.rescheduled(self, previous, cause, reference))

    def stay(self, problem: Said) -> None:
        """No plan can be found for it now; the old one stands, and the problem beside it."""
        self._face(problem)

    def remaining_work(self) -> tuple[Work, ...]:
        """Machine time still to be spent, operation by operation."""
        open_operations = [op for op in self.operations if op.state is not OperationState.FINISHED]
        return tuple(
            Work(op.step.sequence, op.step.work_centre, op.remaining_minutes(self.still_open(op.step.sequence)))
            for op in open_operations
        )

    def operation(self, sequence: int) -> Operation:
        for operation in self.operations:
            if operation.step.sequence == sequence:
                return operation
        known = [operation.step.sequence for operation in self.operations]
        raise UnknownOperation(say("mes.no-such-operation", number=self.number, sequence=sequence, known=known))

    def waiting_at(self, sequence: int) -> Quantity:
        """Pieces that came from the operation before and are not through this one (work in process)."""
        operation = self.operation(sequence)
        place = self.operations.index(operation)
        arrived = self.operations[place - 1].good if place else self.quantity - self.short
        return arrived - operation.through

    def still_open(self, sequence: int) -> Quantity:
        """Pieces that this operation may still have to do."""
        operation = self.operation(sequence)
        place = self.operations.index(operation)
        lost = (earlier.scrap for earlier in self.operations[:place])
        return self.quantity - self.short - sum(lost, start=operation.through)

    def room_at(self, sequence: int) -> int:
        """Pieces that its machine may still count here; the last may be a part of one."""
        operation, left = self.operation(sequence), self.still_open(sequence)
        if operation.counted_by is CountedBy.PERSON:
            return max(0, ceil((left + operation.through).value) - operation.tally)
        return max(0, ceil(left.value) - operation.ahead)

    def genealogy(self, known: Material | None = None) -> Genealogy:
        """What went, or may have gone, into the pieces that are done; of the lots that are `known`, or all loaded."""
        material, output = known or self.material, self.output(self.good)
        if not output.made and not any(held.used for held in self.materials):
            return Genealogy(left=left_of(material))
        return allocate(output, material, self.per_unit)

    def output(self, good: Quantity) -> Output:
        """What took the material: the scrap and so many of the good pieces."""
        made = good + self.scrap
        if self.serials_in_all == 1:
            return Output(serial_of(self.number, 1, 1), made, made)
        return Output(self.lot, made, good)

    @property
    def per_unit(self) -> dict[str, Quantity]:
        return {component.item: component.per_unit for component in self.components}

    @property
    def serials_in_all(self) -> int:
        return int(self.quantity.value) if self.tracking is Tracking.SERIAL and self.lot else 0

    @property
    def lots_in_each_serial(self) -> Certainty | None:
        """How sure it is that what was issued is in each of the serials; None without serials."""
        if not self.serials_in_all:
            return None
        return Certainty.RECORDED if self.serials_in_all == 1 else Certainty.POSSIBLE

    @property
    def work_centres(self) -> set[str]:
        return {operation.step.work_centre for operation in self.operations}

    @property
    def good(self) -> Quantity:
        """Made so far, through the last operation."""
        return self.operations[-1].good if self.operations else Quantity.zero(self.quantity.unit)

    @property
    def scrap(self) -> Quantity:
        return sum((operation.scrap for operation in self.operations), start=Quantity.zero(self.quantity.unit))

    def complete(self, at: datetime) -> None:
        """What is finished and still here leaves the shop."""
        self.state = OrderState.COMPLETED
        self.completed_at = at
        if here := self.good - self.handed_over:
            stock.hand_over(self, here)

    def may_book_ahead(self, operation: Operation, arriving: int = 0) -> int:
        """Pieces of its machine's count that can be booked at most when so many more come to it.

        None, and not less, where material broke that more pieces took than it is there for now.
        """
        return max(0, min(operation.ahead, ceil(self._bookable(operation).value) + arriving))

    def _book_ahead(self, operation: Operation, at: datetime) -> list[OperationReport]:
        sequence = operation.step.sequence
        here = self._bookable(operation)
        last = here == self.still_open(sequence)
        pieces = min(operation.ahead, ceil(here.value) if last else int(here.value))
        if pieces <= 0:
            return []
        if operation.state is OperationState.DISPATCHED:
            self.start_operation(sequence, at)
        good = min(Quantity.of(pieces, here.unit), here)
        nothing = Quantity.zero(here.unit)
        report = self.report(sequence, good=good, scrap=nothing, counted_by=CountedBy.MACHINE, at=at)
        operation.ahead -= pieces
        return [report]

    def _bookable(self, operation: Operation) -> Quantity:
        """What waits here and has its material; at the first operation that may be some whole pieces only."""
        waiting = self.waiting_at(operation.step.sequence)
        if operation is not self.operations[0] or not self._lacking(operation.through + waiting):
            return waiting
        covered = min(self._unbroken(c).value // c.per_unit.value for c in self.components)
        return Quantity(covered, waiting.unit) - operation.through

    def refuse_without_material(self, operation: Operation, more: Quantity) -> None:
        """All material is needed at the first operation."""
        if operation is not self.operations[0]:
            return
        if lacking := self._lacking(operation.through + more):
            raise NotEnoughIssued(say("mes.not-issued", missing=lacking, more=more, number=self.number))

    def _lacking(self, pieces: Quantity) -> list[Message]:
        """What is still to be issued for so many pieces."""
        missing = [(c, c.per_unit * pieces.value - self._unbroken(c)) for c in self.components]
        return [say("mes.lacking", quantity=lack, item=component.item) for component, lack in missing if lack.value > 0]

    def _unbroken(self, component: Component) -> Quantity:
        """What came in another unit than the order needs it in can't be used."""
        return self.material.held(component.item, component.per_unit.unit).unbroken

    def _count_units(self, operation: Operation, good: Quantity, scrap: Quantity, serials: Sequence[str]) -> None:
        if good.value % 1 or scrap.value % 1:
            raise WrongCount(say("mes.report-whole-pieces", item=self.item, good=good, scrap=scrap))
        scrap_units(self.units, max(0, int(scrap.value)), serials)
        if operation is self.operations[-1]:
            finish_units(self.units, max(0, int(good.value)))

    def _earlier_finished(self, sequence: int) -> bool:
        earlier = [op for op in self.operations if op.step.sequence < sequence]
        return all(op.state is OperationState.FINISHED for op in earlier)

    def _face(self, problem: Said) -> None:
        self.problem, self.problem_said = kept(problem)

    def expect(self, *states: OrderState, to: Message) -> None:
        if self.state in states:
            return
        facts = {"number": self.number, "state": self.state, "wanted": states, "to": to}
        if not self.problem:
            raise WrongStage(say("mes.not-at-it", **facts))
        raise WrongStage(say("mes.not-at-it-because", **facts, problem=said(self.problem, self.problem_said)))


def _refuse_serials(number: str, item: str, quantity: Quantity) -> None:
    if quantity.value > MOST_SERIALS:
        raise WrongOrder(say("mes.too-many-serials", number=number, quantity=quantity, item=item, most=MOST_SERIALS))
    if quantity.value % 1:
        raise WrongOrder(say("mes.order-whole-pieces", item=item, quantity=quantity))
