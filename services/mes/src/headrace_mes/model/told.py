"""What a work order tells the other services, in the words of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from headrace_contracts.event import Event
from headrace_contracts.mes import v1 as events
from headrace_contracts.messages import Said, kept
from headrace_contracts.portions import PORTION, portions
from headrace_contracts.values import Quantity
from headrace_mes.model.material import Consumption
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
) -> list[Event]:
    """In portions, each a part by itself. `consumed` is of scrapped pieces too: their material is used up."""
    parts, lines = portions(pieces) or [()], portions(consumed)
    used = [*lines[: len(parts)], *[()] * (len(parts) - len(lines))]
    units: list[Event] = [
        events.UnitsCompleted(
            work_order=order.id,
            item=order.item,
            plant=order.plant,
            lot=order.lot,
            serials=tuple(unit.serial for unit in part),
            quantity=Quantity.of(len(part), quantity.unit) if part else quantity,
            consumed=_consumed(took),
            pegs=order.pegs,
        )
        for part, took in zip(parts, used, strict=True)
    ]
    return [*_material_used(order, lines[len(parts) :]), *units]


def taken_back(
    order: WorkOrder, quantity: Quantity, pieces: Sequence[Unit], unused: Sequence[Consumption], reason: str
) -> list[Event]:
    """In portions, each a part by itself; the last tells all that is left of what is unused."""
    parts = portions(pieces) or [[]]
    lines = [list(unused[n * PORTION : (n + 1) * PORTION]) for n in range(len(parts) - 1)]
    lines.append(list(unused[PORTION * len(lines) :]))
    return [
        events.UnitsTakenBack(
            work_order=order.id,
            item=order.item,
            plant=order.plant,
            lot=order.lot,
            serials=tuple(unit.serial for unit in part),
            quantity=Quantity.of(len(part), quantity.unit) if part else quantity,
            unused=_consumed([replace(use, quantity=-use.quantity) for use in back]),
            reason=reason,
        )
        for part, back in zip(parts, lines, strict=True)
    ]


def closed(order: WorkOrder, consumed: Sequence[Consumption]) -> list[Event]:
    first, *more = portions(consumed) or [[]]
    end = events.WorkOrderClosed(
        work_order=order.id,
        item=order.item,
        plant=order.plant,
        good=order.good,
        scrap=order.scrap,
        consumed=_consumed(first),
        short=order.short,
        reason=order.close_reason,
    )
    return [*_material_used(order, more), end]


def _material_used(order: WorkOrder, parts: Sequence[Sequence[Consumption]]) -> list[Event]:
    return [
        events.MaterialUsed(
            work_order=order.id, item=order.item, plant=order.plant, lot=order.lot, consumed=_consumed(part)
        )
        for part in parts
    ]


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
