"""Delivery notes and receipts."""

from __future__ import annotations

from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_contracts.writing import alike
from headrace_logistics.receiving.model.delivery import DeliveryNote
from headrace_logistics.receiving.model.receipt import Receipt
from headrace_logistics.receiving.store import tables

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


async def note_numbers(tx: Tx, supplier: str, number: str) -> list[str]:
    """The number as it was written, if the supplier used it before in any writing."""
    n = tables.delivery_note.c
    same = (n.alike == alike(number)) | (n.number == number)
    query = select(n.number).where(n.tenant == tx.tenant, n.supplier == supplier, same)
    return list((await tx.execute(query)).scalars())
