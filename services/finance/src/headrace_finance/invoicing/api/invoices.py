"""Invoices: a supplier sends one and follows its match; customers' invoices follow deliveries."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.auth import Principal
from headrace_chassis.language import in_words
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import PlainDecimal, PriceBody
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.messages import each_said
from headrace_contracts.values import Money, Quantity
from headrace_finance.invoicing.model.invoice import Invoice, InvoiceKind, InvoiceState
from headrace_finance.invoicing.model.matching import InvoiceRefused
from headrace_finance.invoicing.store.documents import invoices
from headrace_finance.invoicing.store.tables import invoice as table
from headrace_finance.invoicing.usecases import close_invoice, invoice_goods
from headrace_finance.invoicing.usecases.invoice_goods import InvoiceNumberTaken

router = Router(tags=["invoices"])


class ClaimedLine(BaseModel):
    """`price` is for one unit of the order line."""

    order_line: int
    quantity: Quantity
    price: PriceBody


class SubmitInvoice(BaseModel):
    """All lines are of one purchase order and one currency; `number` is the supplier's own."""

    number: str = Field(min_length=1, max_length=60)
    purchase_order: str
    lines: list[ClaimedLine] = Field(max_length=500)

    def to_command(self, caller: Principal) -> invoice_goods.SubmitInvoice:
        lines = [invoice_goods.ClaimedLine(line.order_line, line.quantity, line.price.price) for line in self.lines]
        return invoice_goods.SubmitInvoice(caller.tenant, self.number, self.purchase_order, lines)


class InvoiceLineView(BaseModel):
    """`unit_price` is in major units of the invoice's currency."""

    line: int
    item: str
    quantity: Quantity
    unit_price: PlainDecimal


class InvoiceView(BaseModel):
    """`differences` says why it is not owed (yet); `payable` is what became of it once it matched."""

    id: str
    version: int
    kind: InvoiceKind
    number: str
    supplier: str
    buyer: str
    purchase_order: str | None
    order: str | None
    shipment: str | None
    state: InvoiceState
    amount: Money
    issued_on: date
    due: date
    payable: str | None
    differences: list[str]
    lines: list[InvoiceLineView]

    @classmethod
    def of(cls, invoice: Invoice) -> InvoiceView:
        bought = invoice.kind is InvoiceKind.SUPPLIER
        own = {
            "supplier": invoice.seller,
            "purchase_order": invoice.order if bought else None,
            "order": None if bought else invoice.order,
            "amount": invoice.total,
            "differences": [in_words(one) for one in each_said(invoice.differences, invoice.differences_said)],
        }
        return cls.model_validate({**vars(invoice), **own}, from_attributes=True)


class Closing(BaseModel):
    reason: str = Field("", max_length=500)


class Refusal(BaseModel):
    reason: str = Field(min_length=1, max_length=500)


class InvoiceFilter(BaseModel):
    kind: InvoiceKind | None = None
    state: InvoiceState | None = None
    supplier: str | None = None
    buyer: str | None = None
    number: str | None = None
    purchase_order: str | None = None
    order: str | None = None
    shipment: str | None = None


@router.post(
    "/invoices", may="finance.invoice.submit", status_code=201, errors=[Missing, InvoiceNumberTaken, InvoiceRefused]
)
async def submit_invoice(body: SubmitInvoice, transact: Transact, caller: Caller) -> InvoiceView:
    return InvoiceView.of(await transact(invoice_goods.submit_invoice, body.to_command(caller)))


@router.get("/invoices", may="finance.invoice.read")
async def list_invoices(tx: ReadTx, page: Page, wanted: Annotated[InvoiceFilter, Query()]) -> Listed[InvoiceView]:
    where = matching(table, wanted, supplier="seller", purchase_order="order_id", order="order_id")
    return (await invoices.page(tx, page, *where)).map(InvoiceView.of)


@router.get("/invoices/{invoice}", may="finance.invoice.read", errors=[Missing])
async def get_invoice(invoice: str, tx: ReadTx) -> InvoiceView:
    return InvoiceView.of(await invoices.get(tx, invoice))


@router.post(
    "/invoices/{invoice}/withdrawal", may="finance.invoice.withdraw", errors=[Missing, InvoiceRefused, WrongState]
)
async def withdraw_invoice(invoice: str, body: Closing, transact: Transact, caller: Caller) -> InvoiceView:
    """By its supplier, while it is not matched."""
    return InvoiceView.of(await transact(close_invoice.withdraw_invoice, invoice, caller.tenant, body.reason))


@router.post("/invoices/{invoice}/refusal", may="finance.invoice.refuse", errors=[Missing, InvoiceRefused, WrongState])
async def refuse_invoice(invoice: str, body: Refusal, transact: Transact, caller: Caller) -> InvoiceView:
    """By its buyer, when it is disputed: it will not be owed."""
    return InvoiceView.of(await transact(close_invoice.refuse_invoice, invoice, caller.tenant, body.reason))
