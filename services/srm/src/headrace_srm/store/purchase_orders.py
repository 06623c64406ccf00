"""Purchase orders and delivery notes."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_contracts.writing import alike
from headrace_srm.model.delivery_note import DeliveryNote
from headrace_srm.model.purchase_order import PurchaseOrder
from headrace_srm.store import tables
from headrace_srm.store.earlier import exact_prices

purchase_orders = Documents(
    "purchase order",
    PurchaseOrder,
    tables.purchase_order,
    columns=lambda o: {
        "supplier": o.supplier,
        "plant": o.plant,
        "batch": o.batch,
        "state": o.state.value,
        "items": sorted({line.item for line in o.lines}),
        "customer_orders": o.customer_orders,
    },
    upcasts=[exact_prices],
)
delivery_notes = Documents(
    "delivery note",
    DeliveryNote,
    tables.delivery_note,
    columns=lambda n: {
        "supplier": n.supplier,
        "number": n.number,
        "alike": alike(n.number),
        "purchase_order": n.purchase_order,
        "state": n.state.value,
    },
)


async def note_numbered(tx: Tx, supplier: str, number: str) -> DeliveryNote | None:
    """The supplier's note of this number in any writing."""
    n = tables.delivery_note.c
    found = await delivery_notes.all(tx, n.supplier == supplier, (n.alike == alike(number)) | (n.number == number))
    return found[0] if found else None


async def notes_of(tx: Tx, purchase_order: str) -> list[DeliveryNote]:
    """In the order they were sent, to be changed."""
    return await delivery_notes.all(tx, tables.delivery_note.c.purchase_order == purchase_order, lock=True)
