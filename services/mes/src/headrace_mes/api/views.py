"""Work orders as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel

from headrace_chassis.language import in_words
from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.messages import said
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model.genealogy import Consumption, IssuedLot
from headrace_mes.model.operation import CountedBy, Operation, OperationReport, OperationState
from headrace_mes.model.units import Unit
from headrace_mes.model.work_order import Component, OrderState, WorkOrder


class PegView(BaseModel):
    order: str
    line: int
    quantity: Quantity


class WorkOrderSummary(BaseModel):
    """`problem` says what a `needs_routing` order waits for; `planned_finish` is when the shop will be done.

    `handed_over` of the good pieces left the shop; `short` were given up when it was closed before its end.
    """

    id: str
    version: int
    number: str
    item: str
    plant: str
    quantity: Quantity
    good: Quantity
    scrap: Quantity
    handed_over: Quantity
    short: Quantity
    state: OrderState
    problem: str
    start: date
    due: date
    planned_start: date | None
    planned_finish: date | None
    lot: str
    tracking: Tracking
    made_for: list[str]
    pegs: list[PegView]

    @classmethod
    def of(cls, order: WorkOrder) -> WorkOrderSummary:
        shown = cls.model_validate(order, from_attributes=True)
        return shown.model_copy(update={"problem": in_words(said(order.problem, order.problem_said))})


class OperationView(BaseModel):
    """`waiting` pieces are here now; `ahead` were counted by the machine before they or their material were here.

    `counted_by` is the one source of its counts; `tally` is what the machine counted beside the people who count.
    """

    sequence: int
    name: str
    work_centre: str
    state: OperationState
    machine: str
    good: Quantity
    scrap: Quantity
    waiting: Quantity
    counted_by: CountedBy | None
    ahead: int
    tally: int
    planned_start: date | None
    planned_finish: date | None
    started_at: datetime | None
    finished_at: datetime | None

    @classmethod
    def of(cls, order: WorkOrder, operation: Operation) -> OperationView:
        planned = operation.planned
        return cls(
            sequence=operation.step.sequence,
            name=operation.step.name,
            work_centre=operation.step.work_centre,
            state=operation.state,
            machine=operation.machine,
            good=operation.good,
            scrap=operation.scrap,
            waiting=order.waiting_at(operation.step.sequence),
            counted_by=operation.counted_by,
            ahead=operation.ahead,
            tally=operation.tally,
            planned_start=planned[0].day if planned else None,
            planned_finish=planned[-1].day if planned else None,
            started_at=operation.started_at,
            finished_at=operation.finished_at,
        )


class WorkOrderView(WorkOrderSummary):
    """`issued` is all that came; what of it is `broken` went to scrap and is in no piece.

    `genealogy` says which issued lots went, or may have gone, into the pieces that are done, good or scrapped.

    `lots_in_each_serial` says how sure it is that what is in the order's lot is in each of its serials.
    """

    proposal: str
    operations: list[OperationView]
    components: list[Component]
    serials: list[Unit]
    issued: list[IssuedLot]
    broken: list[IssuedLot]
    genealogy: list[Consumption]
    lots_in_each_serial: Certainty | None
    released_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    cancel_reason: str
    close_reason: str

    @classmethod
    def of(cls, order: WorkOrder) -> WorkOrderView:
        return cls(
            **WorkOrderSummary.of(order).model_dump(),
            proposal=order.proposal,
            operations=[OperationView.of(order, operation) for operation in order.operations],
            components=list(order.components),
            serials=order.units,
            issued=order.issued,
            broken=order.broken,
            genealogy=list(order.genealogy().consumed),
            lots_in_each_serial=order.lots_in_each_serial,
            released_at=order.released_at,
            completed_at=order.completed_at,
            closed_at=order.closed_at,
            cancel_reason=order.cancel_reason,
            close_reason=order.close_reason,
        )


class ReportView(BaseModel):
    sequence: int
    machine: str
    good: Quantity
    scrap: Quantity
    counted_by: CountedBy
    at: datetime
    person: str
    reason: str


class GenealogyView(BaseModel):
    """What went, or may have gone, into the output, what of the issued material is left, and who made it where.

    The output is the order's lot, or the serial of an order for one piece. Of each issued lot `certainty` says whether
    it is surely in there (`recorded`) or may be (`possible`: others were issued too, and not all was used);
    `lots_in_each_serial` says the same of the single serials of the lot. Quantities are by the order of issue.
    """

    work_order: str
    item: str
    lot: str
    lots_in_each_serial: Certainty | None
    consumed: list[Consumption]
    left: list[IssuedLot]
    reports: list[ReportView]

    @classmethod
    def of(cls, order: WorkOrder, reports: Sequence[OperationReport]) -> GenealogyView:
        found = order.genealogy()
        return cls(
            work_order=order.id,
            item=order.item,
            lot=order.lot,
            lots_in_each_serial=order.lots_in_each_serial,
            consumed=list(found.consumed),
            left=list(found.left),
            reports=[ReportView.model_validate(report, from_attributes=True) for report in reports],
        )
