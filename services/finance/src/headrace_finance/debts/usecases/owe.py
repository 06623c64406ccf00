"""A debt is made or taken back, and money is paid ahead of debts to come."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.values import Money
from headrace_finance import ledger
from headrace_finance.debts.model.advance import Advance
from headrace_finance.debts.model.payable import FREE, Means, Payable
from headrace_finance.debts.store import debts
from headrace_finance.debts.store.debts import advances, payables
from headrace_finance.debts.usecases.settle import set_off


async def owe(tx: Tx, payable: Payable) -> None:
    """A debt is made; advances pay it at once."""
    await debts.keep_still(tx, payable.debtor)
    await ledger.book(tx, payable.booked(tx.today))
    await set_off(tx, payable)
    await payables.add(tx, payable)
    tx.tell(payable)


async def owe_less(tx: Tx, debtor: str, name: str, credit_note: str, amount: Money) -> Money:
    """The creditor takes back of a debt what is still to be settled of it, and returns how much that is."""
    await debts.keep_still(tx, debtor)
    payable = await payables.take(tx, name)
    if payable.state not in FREE:
        return Money.zero(amount.currency)
    settled = min(amount, payable.outstanding)
    payable.settle(Means.CREDIT_NOTE, credit_note, settled, tx.today)
    await payables.save(tx, payable)
    tx.tell(payable)
    return settled


async def pay_ahead(tx: Tx, paper: str, payer: str, payee: str, amount: Money) -> None:
    """An advance, which pays at once what is free to be paid between the two."""
    await advances.add(tx, Advance.paid(paper, payer, payee, amount, tx.today))
    for owed in await debts.free_payables(tx, payer, payee, amount.currency):
        await set_off(tx, owed)
        await payables.save(tx, owed)
        tx.tell(owed)
