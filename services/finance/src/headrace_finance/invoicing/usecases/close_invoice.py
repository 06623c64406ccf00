"""An invoice that is not owed is closed by either side; one that was matched is taken back by a credit note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.tx import Tx
from headrace_contracts.errors import WrongState
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance import debts, ledger
from headrace_finance.invoicing.model.credit_note import CreditedLine, CreditNote
from headrace_finance.invoicing.model.invoice import Invoice
from headrace_finance.invoicing.store import documents, facts
from headrace_finance.invoicing.store.documents import credit_notes, invoices
from headrace_finance.invoicing.store.tables import credit_note as table
from headrace_finance.invoicing.usecases.invoice_goods import rematch


class CreditNumberTaken(WrongState):
    """The supplier has a credit note of this number already, perhaps in another writing."""


@dataclass(frozen=True, slots=True)
class SubmitCredit:
    supplier: str
    number: str
    invoice: str
    lines: Sequence[CreditedLine]
    amount: Money | None
    reason: str


async def withdraw_invoice(tx: Tx, name: str, by: str, reason: str) -> Invoice:
    invoice = await invoices.take(tx, name)
    invoice.withdraw(by, reason)
    return await _closed(tx, invoice)


async def refuse_invoice(tx: Tx, name: str, by: str, reason: str) -> Invoice:
    invoice = await invoices.take(tx, name)
    invoice.refuse(by, reason)
    return await _closed(tx, invoice)


async def credit_invoice(tx: Tx, command: SubmitCredit) -> CreditNote:
    """What is still owed of the invoice is owed no more; what was paid already is the buyer's advance."""
    order = (await invoices.get(tx, command.invoice)).order
    await facts.in_turn(tx, [order])
    invoice = await invoices.take(tx, command.invoice)
    if await documents.credit_of_number(tx, command.supplier, command.number):
        raise CreditNumberTaken(say("finance.credit-number-taken", supplier=command.supplier, number=command.number))
    earlier = await credit_notes.all(tx, table.c.invoice == invoice.id)
    note = CreditNote.against(
        tx.new_id("crn"),
        command.number,
        invoice,
        earlier,
        by=command.supplier,
        lines=command.lines,
        amount=command.amount,
        reason=command.reason,
        today=tx.today,
    )
    await tx.act_for(invoice.buyer)
    await credit_notes.add(tx, note)
    await _take_back(tx, note)
    tx.tell(note)
    await rematch(tx, [order])
    return note


async def _take_back(tx: Tx, note: CreditNote) -> None:
    settled = await debts.owe_less(tx, note.tenant, note.debt, note.id, note.amount)
    await ledger.book(tx, note.booked(settled))
    if ahead := note.amount - settled:
        await debts.pay_ahead(tx, note.id, note.tenant, note.seller, ahead)


async def _closed(tx: Tx, invoice: Invoice) -> Invoice:
    await invoices.save(tx, invoice)
    tx.tell(invoice)
    return invoice
