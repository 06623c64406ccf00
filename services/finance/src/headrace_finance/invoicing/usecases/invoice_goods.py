"""A supplier invoices what it delivered; the invoice is held against order, receipt and inspection as they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.messages import say
from headrace_contracts.values import Price, Quantity
from headrace_finance import debts
from headrace_finance.debts.model import Payable
from headrace_finance.invoicing.model.credit_note import credited
from headrace_finance.invoicing.model.invoice import UNSETTLED, Invoice, InvoiceState
from headrace_finance.invoicing.model.matching import Claim, InvoiceLine, InvoiceRefused, LineKey, OrderLine, match
from headrace_finance.invoicing.store import documents, facts
from headrace_finance.invoicing.store.documents import credit_notes, invoices
from headrace_finance.invoicing.store.tables import credit_note as table


class InvoiceNumberTaken(WrongState):
    """The supplier has an invoice of this number already, perhaps in another writing."""


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    order_line: int
    quantity: Quantity
    price: Price


@dataclass(frozen=True, slots=True)
class SubmitInvoice:
    supplier: str
    number: str
    purchase_order: str
    lines: Sequence[ClaimedLine]


async def submit_invoice(tx: Tx, command: SubmitInvoice) -> Invoice:
    """Raises Missing for an order that is not the supplier's, InvoiceNumberTaken, InvoiceRefused."""
    await facts.in_turn(tx, [command.purchase_order])
    buyer, ordered = await facts.purchase_order(tx, command.purchase_order)
    if command.supplier not in {line.supplier for line in ordered.values()}:
        raise Missing.named("confirmed purchase order", command.purchase_order)
    before = await documents.of_number(tx, command.supplier, command.number)
    if before is not None:
        raise InvoiceNumberTaken(say("finance.invoice-number-taken", supplier=command.supplier, before=before))
    invoice = Invoice.from_supplier(
        tx.new_id("inv"),
        _claim(command, ordered),
        buyer=buyer,
        purchase_order=command.purchase_order,
        today=tx.today,
    )
    await tx.act_for(buyer)
    owed = await _judge(tx, invoice, ordered)
    await invoices.add(tx, invoice)
    await _tell(tx, invoice, owed)
    return invoice


async def rematch(tx: Tx, purchase_orders: Iterable[str]) -> None:
    """Something new is known of these orders: judge again what waits for it."""
    orders = set(purchase_orders)
    await facts.in_turn(tx, orders)
    for order in await documents.orders_with_waiting(tx, tx.tenant, orders):
        tx.because_of(order)
        _, ordered = await facts.purchase_order(tx, order)
        for invoice in await documents.supplier_invoices(tx, tx.tenant, order):
            if invoice.state in UNSETTLED:
                owed = await _judge(tx, invoice, ordered)
                await invoices.save(tx, invoice)
                await _tell(tx, invoice, owed)


def _claim(command: SubmitInvoice, ordered: Mapping[LineKey, OrderLine]) -> Claim:
    currencies = {line.price.currency for line in command.lines}
    if len(currencies) > 1:
        raise InvoiceRefused(say("finance.invoice-mixes", number=command.number, currencies=sorted(currencies)))
    lines = []
    for line in command.lines:
        key = LineKey(command.purchase_order, str(line.order_line))
        item = ordered[key].item if key in ordered else ""
        lines.append(InvoiceLine(key, item, line.quantity, line.price.amount))
    return Claim(command.number, command.supplier, "".join(currencies), tuple(lines))


async def _judge(tx: Tx, invoice: Invoice, ordered: Mapping[LineKey, OrderLine]) -> Payable | None:
    """The three-way match, with what earlier matched invoices took of the same goods and did not give back."""
    known = await facts.receipts(tx, invoice.tenant, invoice.order)
    before = await _invoiced(tx, invoice)
    return invoice.judge(match(invoice.claim, ordered, known, before), tx.new_id("pay"))


async def _tell(tx: Tx, invoice: Invoice, owed: Payable | None) -> None:
    if owed is not None:
        await debts.owe(tx, owed)
    tx.tell(invoice)


async def _invoiced(tx: Tx, invoice: Invoice) -> dict[LineKey, Quantity]:
    taken: dict[LineKey, Quantity] = {}
    for earlier in await documents.supplier_invoices(tx, invoice.tenant, invoice.order):
        if earlier.state is InvoiceState.MATCHED:
            for key, quantity in earlier.invoiced().items():
                taken[key] = taken[key] + quantity if key in taken else quantity
    notes = await credit_notes.all(tx, table.c.tenant == invoice.tenant, table.c.order_id == invoice.order)
    for line, quantity in credited(notes).items():
        taken[LineKey(invoice.order, str(line))] -= quantity
    return taken
