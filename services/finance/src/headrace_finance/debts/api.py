"""Payables: what a debtor owes for matched invoices."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import MoneyBody
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.values import Money
from headrace_finance.debts.model.payable import Means, Payable, PayableRefused, PayableState
from headrace_finance.debts.store.debts import payables
from headrace_finance.debts.store.tables import payable as table
from headrace_finance.debts.usecases import settle as settle_payable
from headrace_finance.ledger import NotBooked

router = Router(tags=["payables"])


class SettlementView(BaseModel):
    means: Means
    reference: str
    amount: Money
    on: date


class PayableView(BaseModel):
    """`outstanding` is not settled yet; `note` covers it, when one was issued or is offered to pay it."""

    id: str
    version: int
    debtor: str
    creditor: str
    amount: Money
    outstanding: Money
    state: PayableState
    due: date
    invoice: str
    number: str
    purchase_order: str
    note: str | None
    settlements: list[SettlementView]

    @classmethod
    def of(cls, payable: Payable) -> PayableView:
        return cls.model_validate(payable, from_attributes=True)


class PayPart(BaseModel):
    amount: MoneyBody


class PayableFilter(BaseModel):
    state: PayableState | None = None
    creditor: str | None = None
    invoice: str | None = None
    purchase_order: str | None = None


@router.get("/payables", may="finance.payable.read")
async def list_payables(tx: ReadTx, page: Page, wanted: Annotated[PayableFilter, Query()]) -> Listed[PayableView]:
    return (await payables.page(tx, page, *matching(table, wanted))).map(PayableView.of)


@router.get("/payables/{payable}", may="finance.payable.read", errors=[Missing])
async def get_payable(payable: str, tx: ReadTx) -> PayableView:
    return PayableView.of(await payables.get(tx, payable))


@router.post(
    "/payables/{payable}/confirmation", may="finance.payable.confirm", errors=[Missing, PayableRefused, WrongState]
)
async def confirm_payable(payable: str, transact: Transact, caller: Caller) -> PayableView:
    return PayableView.of(await transact(settle_payable.confirm_payable, payable, caller.tenant))


@router.post(
    "/payables/{payable}/payment", may="finance.payable.pay", errors=[Missing, PayableRefused, WrongState, NotBooked]
)
async def pay_payable(payable: str, transact: Transact, caller: Caller) -> PayableView:
    return PayableView.of(await transact(settle_payable.pay_payable, payable, caller.tenant))


@router.post(
    "/payables/{payable}/part-payments",
    may="finance.payable.pay",
    status_code=201,
    errors=[Missing, PayableRefused, WrongState, NotBooked],
)
async def pay_part(payable: str, body: PayPart, transact: Transact, caller: Caller) -> PayableView:
    return PayableView.of(await transact(settle_payable.pay_payable, payable, caller.tenant, body.amount.money))
