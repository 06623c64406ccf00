"""What others are told of a purchase order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace_contracts.srm import v1 as events
from headrace_srm.model.order_line import OrderLine, Terms

if TYPE_CHECKING:
    from headrace_srm.model.purchase_order import PurchaseOrder


def published(order: PurchaseOrder) -> events.PurchaseOrderPublished:
    return events.PurchaseOrderPublished(
        purchase_order=order.id,
        number=order.number,
        buyer=order.tenant,
        supplier=order.supplier,
        plant=order.plant,
        revision=order.revision,
        lines=_lines(order, order.terms),
        total=order.total,
    )


def counter_proposed(order: PurchaseOrder, reason: str) -> events.PurchaseOrderCounterProposed:
    return events.PurchaseOrderCounterProposed(
        purchase_order=order.id,
        buyer=order.tenant,
        supplier=order.supplier,
        plant=order.plant,
        revision=order.revision,
        lines=_lines(order, order.counter),
        reason=reason,
    )


def confirmed(order: PurchaseOrder) -> events.PurchaseOrderConfirmed:
    return events.PurchaseOrderConfirmed(
        purchase_order=order.id,
        number=order.number,
        buyer=order.tenant,
        supplier=order.supplier,
        plant=order.plant,
        revision=order.revision,
        lines=_lines(order, order.terms),
        total=order.total,
    )


def cancelled(order: PurchaseOrder, reason: str) -> events.PurchaseOrderCancelled:
    return events.PurchaseOrderCancelled(
        purchase_order=order.id, buyer=order.tenant, supplier=order.supplier, plant=order.plant, reason=reason
    )


def line_closed(order: PurchaseOrder, line: OrderLine) -> events.PurchaseOrderLineClosed:
    assert line.closed is not None
    return events.PurchaseOrderLineClosed(
        purchase_order=order.id,
        number=order.number,
        buyer=order.tenant,
        supplier=order.supplier,
        plant=order.plant,
        line=line.line,
        item=line.item,
        ordered=line.closed.ordered,
        sent=line.noted,
        received=line.progress.arrived,
        reason=line.closed.reason,
    )


def _lines(order: PurchaseOrder, terms: Sequence[Terms]) -> tuple[events.PurchaseOrderLine, ...]:
    return tuple(_line(line, each) for line, each in zip(order.lines, terms, strict=True))


def _line(line: OrderLine, terms: Terms) -> events.PurchaseOrderLine:
    return events.PurchaseOrderLine(
        line=terms.line,
        item=line.item,
        quantity=terms.quantity,
        price=terms.price.rounded,
        due=terms.due,
        proposals=tuple(line.proposals),
        price_per_unit=terms.price,
    )
