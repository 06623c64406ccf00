"""The customer's side: what was delivered is invoiced at the prices of the order, and paid."""

from __future__ import annotations

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.logistics.v1 import ShipmentDelivered
from headrace_finance import ledger
from headrace_finance.invoicing.model.invoice import Invoice, Line
from headrace_finance.invoicing.model.payment import Payment
from headrace_finance.invoicing.store import facts
from headrace_finance.invoicing.store.documents import invoices, payments


async def goods_arrived(tx: Tx, event: ShipmentDelivered) -> None:
    """Raises Missing while the order is not heard of: the delivery is then heard again later."""
    prices = await facts.sold(tx, tx.tenant, event.order)
    if any(line.order_line not in prices for line in event.lines):
        raise Missing.named("order", event.order)
    first = prices[event.lines[0].order_line]
    lines = [
        Line(line.order_line, line.item, line.quantity, prices[line.order_line].price.amount) for line in event.lines
    ]
    invoice = Invoice.to_customer(
        tx.new_id("inv"),
        await next_number(tx, "SI"),
        seller=tx.tenant,
        customer=first.customer,
        order=event.order,
        shipment=event.shipment,
        lines=lines,
        currency=first.price.currency,
        today=tx.today,
    )
    await invoices.add(tx, invoice)
    if invoice.total:
        await ledger.book(tx, invoice.booked())
    tx.tell(invoice)


async def pay_invoice(tx: Tx, invoice_id: str, by: str) -> Payment:
    invoice = await invoices.take(tx, invoice_id)
    payment = Payment(
        id=tx.new_id("pmt"),
        tenant=invoice.seller,
        customer=invoice.buyer,
        invoice=invoice.id,
        order=invoice.order,
        amount=invoice.total,
        paid_on=tx.today,
    )
    entry = invoice.pay(by, payment.id, tx.today)
    await tx.act_for(invoice.tenant)
    await invoices.save(tx, invoice)
    await payments.add(tx, payment)
    await ledger.book(tx, entry)
    tx.tell(invoice)
    return payment
