"""An order's parts as its events tell them."""

from __future__ import annotations

from collections.abc import Iterable

from headrace_contracts.orders import v1 as events
from headrace_contracts.values import Quantity
from headrace_orders.model.parts import Allocation, OrderLine, Refusal


def line(of: OrderLine) -> events.OrderLine:
    return events.OrderLine(
        line=of.line,
        item=of.item,
        quantity=of.quantity,
        due=of.due,
        unit_price=of.unit_price,
        price_per_unit=of.price,
    )


def allocations(parts: Iterable[Allocation]) -> tuple[events.Allocation, ...]:
    return tuple(
        events.Allocation(
            line=part.line,
            item=part.item,
            plant=part.plant,
            quantity=part.quantity,
            start=part.start,
            finish=part.finish,
            reason=part.reason,
            reason_said=part.reason_said,
        )
        for part in parts
    )


def refusals(parts: Iterable[Refusal]) -> tuple[events.Refusal, ...]:
    return tuple(
        events.Refusal(line=r.line, plant=r.plant, code=r.code, reason=r.reason, reason_said=r.reason_said)
        for r in parts
    )


def taken_back(rest: Iterable[tuple[OrderLine, Quantity]]) -> tuple[events.TakenBack, ...]:
    return tuple(events.TakenBack(line=of.line, item=of.item, quantity=quantity) for of, quantity in rest if quantity)
