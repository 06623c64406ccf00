"""Credit notes: a supplier takes back a matched invoice, or a part of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.auth import Principal
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import MoneyBody
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.values import Money, Quantity
from headrace_finance.invoicing.model.credit_note import CreditedLine, CreditNote, CreditRefused
from headrace_finance.invoicing.store.documents import credit_notes
from headrace_finance.invoicing.store.tables import credit_note as table
from headrace_finance.invoicing.usecases import close_invoice
from headrace_finance.invoicing.usecases.close_invoice import CreditNumberTaken
from headrace_finance.ledger import NotBooked

router = Router(tags=["credit notes"])


class TakenBack(BaseModel):
    order_line: int
    quantity: Quantity


class SubmitCredit(BaseModel):
    """Either `lines`, at the invoiced price, or an `amount`, which is a price concession."""

    number: str = Field(min_length=1, max_length=60)
    invoice: str
    lines: list[TakenBack] = Field(default_factory=list, max_length=500)
    amount: MoneyBody | None = None
    reason: str = Field("", max_length=500)

    def to_command(self, caller: Principal) -> close_invoice.SubmitCredit:
        lines = [CreditedLine(line.order_line, line.quantity) for line in self.lines]
        amount = self.amount.money if self.amount else None
        return close_invoice.SubmitCredit(caller.tenant, self.number, self.invoice, lines, amount, self.reason)


class CreditedLineView(BaseModel):
    line: int
    quantity: Quantity


class CreditNoteView(BaseModel):
    """`payable` is the debt that it takes back from."""

    id: str
    number: str
    supplier: str
    buyer: str
    invoice: str
    purchase_order: str
    payable: str
    amount: Money
    reason: str
    issued_on: date
    lines: list[CreditedLineView]

    @classmethod
    def of(cls, note: CreditNote) -> CreditNoteView:
        own = {"supplier": note.seller, "buyer": note.tenant, "purchase_order": note.order, "payable": note.debt}
        return cls.model_validate({**vars(note), **own}, from_attributes=True)


class CreditNoteFilter(BaseModel):
    invoice: str | None = None
    supplier: str | None = None
    purchase_order: str | None = None


@router.post(
    "/credit-notes",
    may="finance.credit-note.submit",
    status_code=201,
    errors=[Missing, CreditRefused, CreditNumberTaken, WrongState, NotBooked],
)
async def credit_invoice(body: SubmitCredit, transact: Transact, caller: Caller) -> CreditNoteView:
    return CreditNoteView.of(await transact(close_invoice.credit_invoice, body.to_command(caller)))


@router.get("/credit-notes", may="finance.credit-note.read")
async def list_credit_notes(
    tx: ReadTx, page: Page, wanted: Annotated[CreditNoteFilter, Query()]
) -> Listed[CreditNoteView]:
    where = matching(table, wanted, supplier="seller", purchase_order="order_id")
    return (await credit_notes.page(tx, page, *where)).map(CreditNoteView.of)


@router.get("/credit-notes/{credit_note}", may="finance.credit-note.read", errors=[Missing])
async def get_credit_note(credit_note: str, tx: ReadTx) -> CreditNoteView:
    return CreditNoteView.of(await credit_notes.get(tx, credit_note))
