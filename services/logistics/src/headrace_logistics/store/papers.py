"""Delivery notes, receipts, issues and shipments."""

from __future__ import annotations

from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_contracts.writing import alike
from headrace_logistics.model.delivery import DeliveryNote
from headrace_logistics.model.issue import Issue, IssueRequest
from headrace_logistics.model.receipt import Receipt
from headrace_logistics.model.shipment import Shipment
from headrace_logistics.model.shipment_request import ShipmentRequest
from headrace_logistics.model.stock_note import StockNote
from headrace_logistics.store import tables

delivery_notes = Documents(
    "delivery note",
    DeliveryNote,
    tables.delivery_note,
    columns=lambda n: {
        "supplier": n.supplier,
        "number": n.number,
        "alike": alike(n.number),
        "purchase_order": n.purchase_order,
        "plant": n.plant,
        "state": n.state.value,
    },
)
receipts = Documents(
    "receipt",
    Receipt,
    tables.receipt,
    columns=lambda r: {
        "delivery_note": r.delivery_note,
        "purchase_order": r.purchase_order,
        "supplier": r.supplier,
        "plant": r.plant,
    },
)
issue_requests = Documents(
    "issue request",
    IssueRequest,
    tables.issue_request,
    columns=lambda r: {"work_order": r.work_order, "plant": r.plant, "state": r.state.value},
)
issues = Documents("issue", Issue, tables.issue, columns=lambda i: {"work_order": i.work_order, "plant": i.plant})
shipment_requests = Documents(
    "shipment request",
    ShipmentRequest,
    tables.shipment_request,
    columns=lambda r: {"order_id": r.order, "plant": r.plant, "state": r.state.value},
)
shipments = Documents(
    "shipment",
    Shipment,
    tables.shipment,
    columns=lambda s: {"order_id": s.order, "customer": s.customer, "plant": s.plant, "state": s.state.value},
)
stock_notes = Documents(
    "stock note",
    StockNote,
    tables.stock_note,
    columns=lambda n: {"kind": n.kind.value, "item": n.item, "plant": n.plant, "lot": n.lot, "block": n.block},
)


async def note_numbers(tx: Tx, supplier: str, number: str) -> list[str]:
    """The number as it was written, if the supplier used it before in any writing."""
    n = tables.delivery_note.c
    same = (n.alike == alike(number)) | (n.number == number)
    query = select(n.number).where(n.tenant == tx.tenant, n.supplier == supplier, same)
    return list((await tx.execute(query)).scalars())


async def take_shipment_request(tx: Tx, order: str, plant: str) -> ShipmentRequest:
    """What the plant has to send for the order, to be changed. Raises Missing."""
    r = tables.shipment_request.c
    found = await shipment_requests.all(tx, r.order_id == order, r.plant == plant, lock=True)
    if not found:
        raise Missing(say("logistics.nothing-to-ship", order=order, plant=plant))
    return found[0]
