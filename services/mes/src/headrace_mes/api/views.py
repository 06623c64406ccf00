"""Work orders as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel

from headrace_chassis.language import as_said
from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model.genealogy import Genealogy
from headrace_mes.model.material import Consumption, IssuedLot, MaterialLot
from headrace_mes.model.operation import CountedBy, Operation, OperationReport, OperationState
from headrace_mes.model.units import Unit
from headrace_mes.model.work_order import Component, OrderState, WorkOrder
from headrace_mes.usecases.show import Shown


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
        return shown.model_copy(update={"problem": as_said(order.problem, order.problem_said)})


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
    """`serials`, `issued`, `broken` and `genealogy` show the first 50 pieces and the first 50 lots that were issued.

    `serials_in_all` and `lots_in_all` say how many there are; `/units`, `/material` and `/genealogy` have all of them.

    `issued` is what came; what of it is `broken` went to scrap and is in no piece. `genealogy` says which issued lots
    went, or may have gone, into the pieces that are done, good or scrapped.

    `lots_in_each_serial` says how sure it is that what is in the order's lot is in each of its serials.
    """

    proposal: str
    operations: list[OperationView]
    components: list[Component]
    serials: list[Unit]
    serials_in_all: int
    issued: list[IssuedLot]
    broken: list[IssuedLot]
    genealogy: list[Consumption]
    lots_in_all: int
    lots_in_each_serial: Certainty | None
    released_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    cancel_reason: str
    close_reason: str

    @classmethod
    def showing(cls, shown: Shown) -> WorkOrderView:
        order, lots = shown.order, list(shown.material)
        return cls(
            **WorkOrderSummary.of(order).model_dump(),
            proposal=order.proposal,
            operations=[OperationView.of(order, operation) for operation in order.operations],
            components=list(order.components),
            serials=shown.units,
            serials_in_all=order.serials_in_all,
            issued=[_part(lot, lot.issued) for lot in lots if lot.issued],
            broken=[_part(lot, lot.broken) for lot in lots if lot.broken],
            genealogy=list(order.genealogy(shown.material).consumed),
            lots_in_all=sum(held.lots for held in order.materials),
            lots_in_each_serial=order.lots_in_each_serial,
            released_at=order.released_at,
            completed_at=order.completed_at,
            closed_at=order.closed_at,
            cancel_reason=order.cancel_reason,
            close_reason=order.close_reason,
        )


def _part(lot: MaterialLot, quantity: Quantity) -> IssuedLot:
    return IssuedLot(lot.item, lot.lot, lot.serial, quantity, lot.maker)


class MaterialLotView(BaseModel):
    """`used` is what was told as used up by the pieces that left the shop, `certainty` how surely it is in them."""

    item: str
    lot: str
    serial: str
    maker: str | None
    issued: Quantity
    broken: Quantity
    used: Quantity
    certainty: Certainty | None

    @classmethod
    def of(cls, lot: MaterialLot) -> MaterialLotView:
        return cls(
            item=lot.item,
            lot=lot.lot,
            serial=lot.serial,
            maker=lot.maker,
            issued=lot.issued,
            broken=lot.broken,
            used=lot.used,
            certainty=lot.told,
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
    def of(cls, order: WorkOrder, found: Genealogy, reports: Sequence[OperationReport]) -> GenealogyView:
        return cls(
            work_order=order.id,
            item=order.item,
            lot=order.lot,
            lots_in_each_serial=order.lots_in_each_serial,
            consumed=list(found.consumed),
            left=list(found.left),
            reports=[ReportView.model_validate(report, from_attributes=True) for report in reports],
        )
