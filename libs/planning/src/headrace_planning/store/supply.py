"""What is there, on its way and gone, as heard from logistics, quality, srm and manufacturing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Update, delete, update

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    IssuedLine,
    MaterialIssued,
    MaterialScrapped,
    ShipmentDispatched,
    StockChanged,
)
from headrace_contracts.mes.v1 import (
    UnitsCompleted,
    UnitsTakenBack,
    WorkOrderCreated,
    WorkOrderReleased,
    WorkOrderRescheduled,
)
from headrace_contracts.quality.v1 import LotAccepted, LotRejected
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderLineClosed, PurchaseOrderPublished
from headrace_planning.store.tables import (
    arrival,
    closed_line,
    issued,
    purchase_line,
    shipped,
    stock,
    verdict,
    work_order,
    work_order_material,
)


async def keep_stock(tx: Tx, events: Sequence[StockChanged]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": e.item,
            "plant": e.plant,
            "available": e.available.value,
            "inspection": e.inspection.value,
            "unit": e.available.unit,
        }
        for e in events
    ]
    await put(tx, stock, rows)


async def keep_receipts(tx: Tx, events: Sequence[GoodsReceived]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "source": event.receipt,
            "position": position,
            "lot": line.lot,
            "item": line.item,
            "plant": event.plant,
            "quantity": line.quantity.value,
            "purchase_order": event.purchase_order,
            "order_line": line.order_line,
            "work_order": "",
        }
        for event in events
        for position, line in enumerate(event.lines)
    ]
    await put(tx, arrival, rows)


async def keep_completion(tx: Tx, event: UnitsCompleted, source: str) -> None:
    """`source` names this event: one work order may complete in several."""
    await put(tx, arrival, [_made(tx, event, source, event.quantity.value)])


async def keep_taken_back(tx: Tx, event: UnitsTakenBack, source: str) -> None:
    await put(tx, arrival, [_made(tx, event, source, -event.quantity.value)])


def _made(tx: Tx, event: UnitsCompleted | UnitsTakenBack, source: str, quantity: Decimal) -> dict[str, object]:
    return {
        "tenant": tx.tenant,
        "source": source,
        "position": 0,
        "lot": event.lot,
        "item": event.item,
        "plant": event.plant,
        "quantity": quantity,
        "purchase_order": "",
        "order_line": 0,
        "work_order": event.work_order,
    }


async def keep_verdict(tx: Tx, event: LotAccepted | LotRejected, at: datetime) -> None:
    row = {
        "tenant": tx.tenant,
        "inspection": event.inspection,
        "lot": event.lot,
        "item": event.item,
        "plant": event.plant,
        "quantity": event.quantity.value,
        "accepted": isinstance(event, LotAccepted),
        "reason": event.reason if isinstance(event, LotRejected) else "",
        "at": at,
    }
    await put(tx, verdict, [row])


async def drop_verdicts(tx: Tx, inspections: Sequence[str]) -> None:
    """The lots wait for their decision again."""
    v = verdict.c
    await tx.execute(delete(verdict).where(v.tenant == tx.tenant, v.inspection.in_(inspections)))


async def keep_purchase_orders(tx: Tx, events: Sequence[PurchaseOrderPublished | PurchaseOrderConfirmed]) -> None:
    newest = {event.purchase_order: event for event in events}
    await drop_purchase_orders(tx, list(newest))
    rows = [
        {
            "tenant": tx.tenant,
            "purchase_order": event.purchase_order,
            "line": line.line,
            "number": event.number,
            "supplier": event.supplier,
            "item": line.item,
            "plant": event.plant,
            "quantity": line.quantity.value,
            "unit": line.quantity.unit,
            "due": line.due,
        }
        for event in newest.values()
        for line in event.lines
    ]
    await put(tx, purchase_line, rows)


async def drop_purchase_orders(tx: Tx, orders: Sequence[str]) -> None:
    p = purchase_line.c
    await tx.execute(delete(purchase_line).where(p.tenant == tx.tenant, p.purchase_order.in_(orders)))


async def keep_closed_lines(tx: Tx, events: Sequence[PurchaseOrderLineClosed]) -> None:
    """Kept apart from the lines, which a later revision of the order tells anew."""
    rows = [
        {"tenant": tx.tenant, "purchase_order": e.purchase_order, "line": e.line, "sent": e.sent.value} for e in events
    ]
    await put(tx, closed_line, rows)


async def keep_work_orders(tx: Tx, events: Sequence[WorkOrderCreated]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "work_order": e.work_order,
            "number": e.number,
            "item": e.item,
            "plant": e.plant,
            "quantity": e.quantity.value,
            "unit": e.quantity.unit,
            "start": e.start,
            "due": e.due,
            "open": True,
        }
        for e in events
    ]
    await put(tx, work_order, rows)


async def move_work_order(tx: Tx, event: WorkOrderRescheduled) -> None:
    await tx.execute(_work_order(tx, event.work_order).values(due=event.due))


async def close_work_order(tx: Tx, name: str) -> None:
    await tx.execute(_work_order(tx, name).values(open=False))


def _work_order(tx: Tx, name: str) -> Update:
    return update(work_order).where(work_order.c.tenant == tx.tenant, work_order.c.work_order == name)


async def keep_material(tx: Tx, events: Sequence[WorkOrderReleased]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "work_order": event.work_order,
            "item": part.item,
            "quantity": part.quantity.value,
            "unit": part.quantity.unit,
        }
        for event in events
        for part in event.components
    ]
    await put(tx, work_order_material, rows)


async def keep_issues(tx: Tx, events: Sequence[MaterialIssued]) -> None:
    rows = [
        _issued(tx, event, position, line, line.quantity.value)
        for event in events
        for position, line in enumerate(event.lines, event.lines_before or 0)
    ]
    await put(tx, issued, rows)


async def keep_scrapped(tx: Tx, events: Sequence[MaterialScrapped]) -> None:
    """What broke is to be issued again; it is told with an issue, whose own positions are not below 0."""
    rows = [
        _issued(tx, event, -position, line, -line.quantity.value)
        for event in events
        for position, line in enumerate(event.lines, 1)
    ]
    await put(tx, issued, rows)


def _issued(
    tx: Tx, event: MaterialIssued | MaterialScrapped, position: int, line: IssuedLine, quantity: Decimal
) -> dict[str, object]:
    return {
        "tenant": tx.tenant,
        "issue": event.issue,
        "position": position,
        "work_order": event.work_order,
        "item": line.item,
        "quantity": quantity,
    }


async def keep_shipments(tx: Tx, events: Sequence[ShipmentDispatched]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "shipment": event.shipment,
            "position": position,
            "order_id": event.order,
            "line": line.order_line,
            "plant": event.plant,
            "quantity": line.quantity.value,
        }
        for event in events
        for position, line in enumerate(event.lines)
    ]
    await put(tx, shipped, rows)
