"""Invoices, payables and payments: things with a life."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.names import in_name_of
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.writing import alike
from headrace_finance.model.advance import Advance
from headrace_finance.model.credit_note import CreditNote
from headrace_finance.model.invoice import UNSETTLED, Invoice, InvoiceKind
from headrace_finance.model.note_offer import NoteOffer, OfferState
from headrace_finance.model.payable import Payable
from headrace_finance.model.payment import Payment
from headrace_finance.tables import advance, credit_note, invoice, note_offer, payable, payment

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
payables = Documents(
    "payable",
    Payable,
    payable,
    columns=lambda p: {
        "creditor": p.creditor,
        "invoice": p.invoice,
        "purchase_order": p.purchase_order,
        "state": p.state.value,
        "due": p.due,
        "outstanding_minor": p.outstanding.minor,
    },
)
credit_notes = Documents(
    "credit note",
    CreditNote,
    credit_note,
    columns=lambda c: {"seller": c.seller, "alike": alike(c.number), "invoice": c.invoice, "order_id": c.order},
)
advances = Documents("advance", Advance, advance, columns=lambda a: {"payee": a.payee, "left_minor": a.left.minor})
note_offers = Documents(
    "note offer",
    NoteOffer,
    note_offer,
    columns=lambda o: {"kind": o.kind.value, "note": o.note, "taker": o.to, "state": o.state.value, "due": o.due},
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


async def credit_of_number(tx: Tx, seller: str, number: str) -> str | None:
    """As `of_number`, for credit notes."""
    await in_turn(tx, f"credit note numbers of {seller}")
    query = select(credit_note.c.id).where(credit_note.c.seller == seller, credit_note.c.alike == alike(number))
    async with in_name_of(tx, seller):
        return (await tx.execute(query)).scalar()


async def payable_of_number(tx: Tx, debtor: str, creditor: str, name: str) -> Payable | None:
    """The debt that goes by this name between the two: its id, or the creditor's number in any writing."""
    p, i = payable.c, invoice.c
    of_number = select(i.id).where(i.seller == creditor, i.buyer == debtor, i.alike == alike(name))
    where = (p.tenant == debtor, p.creditor == creditor, (p.id == name) | p.invoice.in_(of_number))
    found = await payables.all(tx, *where, lock=True)
    return found[0] if found else None


async def open_offers(tx: Tx, *, note: str | None = None, due: date | None = None) -> list[NoteOffer]:
    """Offers not yet answered: of one note, or of notes that are due by then; locked."""
    o = note_offer.c
    which = o.note == note if note else o.due <= due
    return await note_offers.all(tx, o.state == OfferState.OFFERED.value, which, lock=True)


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
