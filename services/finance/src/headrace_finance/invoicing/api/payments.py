"""Customers pay their invoices."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.values import Money
from headrace_finance.invoicing.model.invoice import PaymentRefused
from headrace_finance.invoicing.model.payment import Payment
from headrace_finance.invoicing.store.documents import payments
from headrace_finance.invoicing.store.tables import payment as table
from headrace_finance.invoicing.usecases import customer_money
from headrace_finance.ledger import NotBooked

router = Router(tags=["payments"])


class PayInvoice(BaseModel):
    """All of the invoice is paid."""

    invoice: str


class PaymentView(BaseModel):
    id: str
    seller: str
    customer: str
    invoice: str
    order: str
    amount: Money
    paid_on: date

    @classmethod
    def of(cls, payment: Payment) -> PaymentView:
        return cls.model_validate({**vars(payment), "seller": payment.tenant}, from_attributes=True)


class PaymentFilter(BaseModel):
    invoice: str | None = None
    order: str | None = None


@router.post(
    "/payments", may="finance.payment.make", status_code=201, errors=[Missing, WrongState, PaymentRefused, NotBooked]
)
async def pay_invoice(body: PayInvoice, transact: Transact, caller: Caller) -> PaymentView:
    return PaymentView.of(await transact(customer_money.pay_invoice, body.invoice, caller.tenant))


@router.get("/payments", may="finance.payment.read")
async def list_payments(tx: ReadTx, page: Page, wanted: Annotated[PaymentFilter, Query()]) -> Listed[PaymentView]:
    where = matching(table, wanted, order="order_id")
    return (await payments.page(tx, page, *where)).map(PaymentView.of)


@router.get("/payments/{payment}", may="finance.payment.read", errors=[Missing])
async def get_payment(payment: str, tx: ReadTx) -> PaymentView:
    return PaymentView.of(await payments.get(tx, payment))
