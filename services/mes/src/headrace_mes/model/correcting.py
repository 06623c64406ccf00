"""Reports put right: pieces stand otherwise than counted. A correction is a report of its own; none is deleted.

What was handed over is taken back as long as quality has not judged it. What the next operation worked on is corrected
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from headrace_contracts.messages import Message, say
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model import stock, told
from headrace_mes.model.operation import CountedBy, Operation, OperationReport, OperationState, Pieces, WrongCount
from headrace_mes.model.units import Unit, UnitPlace, UnitState, choose_units
from headrace_mes.model.work_order import OrderState, WorkOrder, WrongStage


@dataclass(frozen=True, slots=True)
class Correction:
    """`quantity` pieces at an operation were counted as `was` and are `now`."""

    sequence: int
    quantity: Quantity
    was: Pieces
    now: Pieces
    reason: str
    serials: Sequence[str] = ()

    @property
    def said(self) -> Message:
        return say("mes.correction", quantity=self.quantity, was=self.was, now=self.now)

    def __str__(self) -> str:
        return str(self.said)


def correct(order: WorkOrder, correction: Correction, person: str, at: datetime) -> OperationReport:
    order.expect(OrderState.IN_PROGRESS, OrderState.CLOSED, to=say("mes.to-correct"))
    operation = order.operation(correction.sequence)
    _refuse_senseless(order, operation, correction)
    _refuse_what_is_closed(order, operation, correction)
    _refuse_more_than_there_is(order, operation, correction)
    from_stock = _from_stock(order, operation, correction)
    pieces = _change_pieces(order, operation, correction)
    if correction.was is Pieces.WAITING and operation.state in (OperationState.WAITING, OperationState.DISPATCHED):
        order.start_operation(correction.sequence, at)
    good, scrap = operation.change(correction.quantity, correction.was, correction.now)
    if order.state is OrderState.IN_PROGRESS:
        _reopen(order)
    report = OperationReport(
        correction.sequence, operation.machine, good, scrap, CountedBy.PERSON, at, person, correction.reason
    )
    order.tell(told.reported(order, report))
    if from_stock:
        back = [unit for unit in pieces if unit.place is UnitPlace.INSPECTION]
        stock.take_back(order, from_stock, back, correction.reason)
    if correction.now is Pieces.GOOD and _is_last(order, operation):
        stock.hand_over(order, correction.quantity)
    return report


def _refuse_senseless(order: WorkOrder, operation: Operation, correction: Correction) -> None:
    if correction.quantity.value <= 0 or correction.was is correction.now:
        raise WrongCount(say("mes.corrects-nothing", correction=correction, operation=operation))
    if not correction.reason.strip():
        raise WrongCount(say("mes.correction-without-reason", correction=correction, operation=operation))
    if order.tracking is Tracking.SERIAL and correction.quantity.value % 1:
        raise WrongCount(say("mes.correct-whole-pieces", item=order.item, quantity=correction.quantity))


def _refuse_what_is_closed(order: WorkOrder, operation: Operation, correction: Correction) -> None:
    """A closed order has given back its material and is no longer planned with."""
    if order.state is not OrderState.CLOSED:
        return
    if Pieces.WAITING in (correction.was, correction.now):
        raise WrongStage(say("mes.closed-and-booked", number=order.number))
    if not _is_last(order, operation):
        last = order.operations[-1]
        raise WrongStage(say("mes.correct-at-the-last", number=order.number, last=last))


def _refuse_more_than_there_is(order: WorkOrder, operation: Operation, correction: Correction) -> None:
    there = _there(order, operation, correction.was)
    if correction.quantity > there:
        raise WrongCount(
            say(
                "mes.more-than-there-is",
                correction=correction,
                operation=operation,
                number=order.number,
                there=there,
                why=_why(order, operation),
            )
        )
    if correction.was is Pieces.WAITING:
        order.refuse_without_material(operation, correction.quantity)


def _there(order: WorkOrder, operation: Operation, was: Pieces) -> Quantity:
    if was is Pieces.WAITING:
        return order.waiting_at(operation.step.sequence)
    if was is Pieces.SCRAP:
        return operation.scrap
    if _is_last(order, operation):
        return operation.good - order.handed_over + stock.to_take_back(order)
    following = next(later for earlier, later in pairwise(order.operations) if earlier is operation)
    return order.waiting_at(following.step.sequence)


def _why(order: WorkOrder, operation: Operation) -> Message:
    if order.judged and _is_last(order, operation):
        return say("mes.judged-already", judged=order.judged)
    return say("mes.count-again")


def _from_stock(order: WorkOrder, operation: Operation, correction: Correction) -> Quantity:
    """What of it was handed over; pieces that are still here are corrected first, unless others are named."""
    nothing = Quantity.zero(correction.quantity.unit)
    if correction.was is not Pieces.GOOD or not _is_last(order, operation):
        return nothing
    if order.tracking is Tracking.SERIAL:
        count, was, _ = _states(order, operation, correction)
        chosen = choose_units(order.units, count, was, correction.serials)
        return Quantity.of(sum(unit.place is UnitPlace.INSPECTION for unit in chosen), nothing.unit)
    return max(nothing, correction.quantity - (operation.good - order.handed_over))


def _change_pieces(order: WorkOrder, operation: Operation, correction: Correction) -> list[Unit]:
    if order.tracking is not Tracking.SERIAL:
        return []
    count, was, now = _states(order, operation, correction)
    chosen = choose_units(order.units, count, was, correction.serials) if was is not now else []
    for unit in chosen:
        unit.state = now
    return chosen


def _states(order: WorkOrder, operation: Operation, correction: Correction) -> tuple[int, UnitState, UnitState]:
    good = UnitState.GOOD if _is_last(order, operation) else UnitState.IN_WORK
    state = {Pieces.WAITING: UnitState.IN_WORK, Pieces.GOOD: good, Pieces.SCRAP: UnitState.SCRAPPED}
    return int(correction.quantity.value), state[correction.was], state[correction.now]


def _reopen(order: WorkOrder) -> None:
    """Pieces may wait again where all were through; `advance` finishes what is done."""
    for operation in order.operations:
        if order.still_open(operation.step.sequence):
            operation.reopen()


def _is_last(order: WorkOrder, operation: Operation) -> bool:
    return operation is order.operations[-1]
