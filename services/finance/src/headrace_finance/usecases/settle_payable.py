"""A debtor confirms what it owes, or pays it in money."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_finance.model.payable import Payable
from headrace_finance.store.documents import payables
from headrace_finance.usecases.book import book


async def confirm_payable(tx: Tx, name: str, by: str) -> Payable:
    payable = await payables.take(tx, name)
    payable.confirm(by)
    await payables.save(tx, payable)
    tx.tell(payable)
    return payable


async def pay_payable(tx: Tx, name: str, by: str) -> Payable:
    payable = await payables.take(tx, name)
    entry = payable.pay(by, tx.today)
    await payables.save(tx, payable)
    await book(tx, entry)
    tx.tell(payable)
    return payable
