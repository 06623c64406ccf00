"""What a person reports at an operation: new pieces, or a word on those that its machine has counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_mes.model import stock
from headrace_mes.model.correcting import Correction, correct
from headrace_mes.model.operation import CountedBy, Operation, OperationReport, OperationState, Pieces, WrongCount
from headrace_mes.model.work_order import WorkOrder

NOT_BEGUN = (OperationState.WAITING, OperationState.DISPATCHED)


@dataclass(frozen=True, slots=True)
class PersonsReport:
    sequence: int
    good: Quantity
    scrap: Quantity
    reason: str
    scrapped_serials: Sequence[str] = ()


def report_by_person(order: WorkOrder, said: PersonsReport, person: str, at: datetime) -> list[OperationReport]:
    """Starts the operation. What is good at the last one leaves the shop."""
    operation = order.operation(said.sequence)
    if operation.counted_by is CountedBy.MACHINE:
        return _look_at_counted(order, operation, said, person, at)
    if operation.state in NOT_BEGUN:
        order.start_operation(said.sequence, at)
    report = order.report(
        said.sequence,
        good=said.good,
        scrap=said.scrap,
        counted_by=CountedBy.PERSON,
        at=at,
        person=person,
        reason=said.reason,
        scrapped_serials=said.scrapped_serials,
    )
    if said.good and operation is order.operations[-1]:
        stock.hand_over(order, said.good)
    return [report]


def _look_at_counted(
    order: WorkOrder, operation: Operation, said: PersonsReport, person: str, at: datetime
) -> list[OperationReport]:
    """One source of counts: what a person finds bad was counted good, and what is good is no piece more."""
    last = operation is order.operations[-1]
    here = operation.good - order.handed_over if last else operation.good
    if said.good.value < 0 or said.scrap.value < 0 or not said.good + said.scrap:
        raise WrongCount(say("mes.report-at-least-one", good=said.good, scrap=said.scrap, operation=operation))
    if said.good and said.good + said.scrap > here:
        raise WrongCount(
            say(
                "mes.machine-counts",
                done=said.good + said.scrap,
                operation=operation,
                number=order.number,
                machine=operation.machine,
                here=here,
            )
        )
    if said.good and last:
        stock.hand_over(order, said.good)
    if not said.scrap:
        return []
    found_bad = Correction(said.sequence, said.scrap, Pieces.GOOD, Pieces.SCRAP, said.reason, said.scrapped_serials)
    return [correct(order, found_bad, person, at)]
