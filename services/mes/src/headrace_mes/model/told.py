"""What a work order tells the other services, in the words of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from headrace_contracts.mes import v1 as events
from headrace_contracts.messages import Said, kept
from headrace_contracts.values import Quantity
from headrace_mes.model.genealogy import Consumption
from headrace_mes.model.operation import OperationReport
from headrace_mes.model.units import Unit

if TYPE_CHECKING:
    from headrace_mes.model.work_order import WorkOrder


def created(order: WorkOrder) -> events.WorkOrderCreated:
    return events.WorkOrderCreated(
        work_order=order.id,
        number=order.number,
        item=order.item,
        plant=order.plant,
        quantity=order.quantity,
        start=order.start,
        due=order.due,
        proposal=order.proposal,
        pegs=order.pegs,
    )


def released(order: WorkOrder) -> events.WorkOrderReleased:
    """The components are what the whole order needs."""
    return events.WorkOrderReleased(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        quantity=order.quantity,
        lot=order.lot,
        serials=tuple(unit.serial for unit in order.units),
        components=tuple(
            events.WorkOrderComponent(item=part.item, quantity=part.per_unit * order.quantity.value)
            for part in order.components
        ),
        operations=tuple(
            events.WorkOrderOperation(
                sequence=operation.step.sequence,
                name=operation.step.name,
                work_centre=operation.step.work_centre,
                minutes=float(operation.step.minutes_for(order.quantity)),
            )
            for operation in order.operations
        ),
    )


def reported(order: WorkOrder, report: OperationReport) -> events.OperationReported:
    return events.OperationReported(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        sequence=report.sequence,
        machine=report.machine,
        good=report.good,
        scrap=report.scrap,
    )


def assigned(order: WorkOrder, sequence: int, machine: str, pieces: int, counted_at: datetime) -> events.PiecesAssigned:
    """Of the machine's own count, however it is booked."""
    return events.PiecesAssigned(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        sequence=sequence,
        machine=machine,
        pieces=pieces,
        counted_at=counted_at,
    )


def completed(
    order: WorkOrder, quantity: Quantity, pieces: Sequence[Unit], consumed: Sequence[Consumption]
) -> events.UnitsCompleted:
    """`consumed` is of scrapped pieces too: their material is used up."""
    return events.UnitsCompleted(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        lot=order.lot,
        serials=tuple(unit.serial for unit in pieces),
        quantity=quantity,
        consumed=_consumed(consumed),
        pegs=order.pegs,
    )


def taken_back(
    order: WorkOrder, quantity: Quantity, pieces: Sequence[Unit], unused: Sequence[Consumption], reason: str
) -> events.UnitsTakenBack:
    return events.UnitsTakenBack(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        lot=order.lot,
        serials=tuple(unit.serial for unit in pieces),
        quantity=quantity,
        unused=_consumed([replace(use, quantity=-use.quantity) for use in unused]),
        reason=reason,
    )


def closed(order: WorkOrder, consumed: Sequence[Consumption]) -> events.WorkOrderClosed:
    return events.WorkOrderClosed(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        good=order.good,
        scrap=order.scrap,
        consumed=_consumed(consumed),
        short=order.short,
        reason=order.close_reason,
    )


def _consumed(consumed: Sequence[Consumption]) -> tuple[events.Consumption, ...]:
    return tuple(
        events.Consumption(
            output=use.output,
            component=use.item,
            lot=use.lot,
            serial=use.serial,
            quantity=use.quantity,
            certainty=use.certainty,
            maker=use.maker,
        )
        for use in consumed
    )


def cancelled(order: WorkOrder) -> events.WorkOrderCancelled:
    return events.WorkOrderCancelled(
        work_order=order.id, item=order.item, plant=order.plant, reason=order.cancel_reason
    )


def rescheduled(order: WorkOrder, previous: date, cause: Said, reference: str) -> events.WorkOrderRescheduled:
    text, message = kept(cause)
    return events.WorkOrderRescheduled(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        previous=previous,
        due=order.due,
        cause=text,
        cause_said=message,
        reference=reference,
        pegs=order.pegs,
    )
