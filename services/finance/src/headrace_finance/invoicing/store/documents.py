"""Invoices, credit notes and payments: things with a life."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.names import in_name_of
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.writing import alike
from headrace_finance.invoicing.model.credit_note import CreditNote
from headrace_finance.invoicing.model.invoice import UNSETTLED, Invoice, InvoiceKind
from headrace_finance.invoicing.model.payment import Payment
from headrace_finance.invoicing.store.tables import credit_note, invoice, payment

invoices = Documents(
    "invoice",
    Invoice,
    invoice,
    columns=lambda i: {
        "kind": i.kind.value,
        "seller": i.seller,
        "buyer": i.buyer,
        "number": i.number,
        "alike": alike(i.number),
        "order_id": i.order,
        "shipment": i.shipment,
        "state": i.state.value,
        "due": i.due,
    },
)
credit_notes = Documents(
    "credit note",
    CreditNote,
    credit_note,
    columns=lambda c: {"seller": c.seller, "alike": alike(c.number), "invoice": c.invoice, "order_id": c.order},
)
payments = Documents(
    "payment",
    Payment,
    payment,
    columns=lambda p: {"customer": p.customer, "invoice": p.invoice, "order_id": p.order},
)


async def of_number(tx: Tx, seller: str, number: str) -> str | None:
    """The number, as it was written, of this seller's invoice to whomever that has it in any writing.

    Nobody else gives one of the seller's numbers until the end of the transaction.
    """
    await in_turn(tx, f"invoice numbers of {seller}")
    same = (invoice.c.alike == alike(number)) | (invoice.c.number == number)
    query = select(invoice.c.number).where(invoice.c.seller == seller, same).limit(1)
    async with in_name_of(tx, seller):
        return (await tx.execute(query)).scalar()


async def ids_of_number(tx: Tx, seller: str, buyer: str, name: str) -> list[str]:
    """This seller's invoices to this buyer that have the number, in any writing."""
    i = invoice.c
    query = select(i.id).where(i.seller == seller, i.buyer == buyer, i.alike == alike(name))
    return list((await tx.execute(query)).scalars())


async def credit_of_number(tx: Tx, seller: str, number: str) -> str | None:
    """As `of_number`, for credit notes."""
    await in_turn(tx, f"credit note numbers of {seller}")
    query = select(credit_note.c.id).where(credit_note.c.seller == seller, credit_note.c.alike == alike(number))
    async with in_name_of(tx, seller):
        return (await tx.execute(query)).scalar()


async def supplier_invoices(tx: Tx, buyer: str, purchase_order: str) -> list[Invoice]:
    """All invoices for one purchase order, locked, the oldest first."""
    i = invoice.c
    where = (i.tenant == buyer, i.order_id == purchase_order, i.kind == InvoiceKind.SUPPLIER.value)
    return await invoices.all(tx, *where, lock=True)


async def orders_with_waiting(tx: Tx, buyer: str, purchase_orders: Iterable[str]) -> list[str]:
    """Those of the purchase orders for which an invoice waits to be judged, or judged anew."""
    i = invoice.c
    where = (i.tenant == buyer, i.order_id.in_(set(purchase_orders)), i.state.in_([s.value for s in UNSETTLED]))
    return sorted((await tx.execute(select(i.order_id).where(*where).distinct())).scalars())
