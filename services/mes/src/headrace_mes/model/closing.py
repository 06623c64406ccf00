"""An order of which no more is wanted ends with what it made."""

from __future__ import annotations

from datetime import datetime

from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_mes.model import told
from headrace_mes.model.operation import CountedBy, Operation, OperationReport, OperationState
from headrace_mes.model.units import UnitState
from headrace_mes.model.work_order import OPEN, OrderState, WorkOrder, WrongOrder


def close_short(order: WorkOrder, reason: str, person: str, at: datetime) -> list[OperationReport]:
    """What was not begun is given up, and what is half made is scrap; an order that was not begun is cancelled."""
    order.expect(*OPEN, to=say("mes.to-close"))
    if not reason.strip():
        raise WrongOrder(say("mes.close-for-a-reason", number=order.number))
    if order.state is not OrderState.IN_PROGRESS:
        order.cancel(reason)
        return []
    order.close_reason = reason
    order.short = order.waiting_at(order.operations[0].step.sequence)
    reports = [report for operation in order.operations for report in _scrap_waiting(order, operation, person, at)]
    for unit in order.units:
        if unit.state is UnitState.IN_WORK:
            unit.state = UnitState.NOT_MADE
    order.complete(at)
    return reports


def _scrap_waiting(order: WorkOrder, operation: Operation, person: str, at: datetime) -> list[OperationReport]:
    """No machine made this scrap."""
    if operation.state is OperationState.FINISHED:
        return []
    waiting = order.waiting_at(operation.step.sequence)
    operation.scrap += waiting
    operation.finish(at)
    if not waiting:
        return []
    begun = [unit for unit in order.units if unit.state is UnitState.IN_WORK][: int(waiting.value)]
    for unit in begun:
        unit.state = UnitState.SCRAPPED
    nothing = Quantity.zero(waiting.unit)
    report = OperationReport(
        operation.step.sequence, "", nothing, waiting, CountedBy.PERSON, at, person, order.close_reason
    )
    order.tell(told.reported(order, report))
    return [report]
