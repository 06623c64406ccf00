"""A debt that a note is to pay: held for it, and owed as before when the note is not taken."""

from __future__ import annotations

from collections.abc import Collection

from headrace_chassis.tx import Tx
from headrace_finance.debts.model.payable import Payable, PayableState
from headrace_finance.debts.store import debts
from headrace_finance.debts.store.debts import payables
from headrace_finance.debts.usecases.settle import set_off


async def take(tx: Tx, name: str) -> Payable:
    """The debt, locked until the end of the transaction. Raises Missing."""
    return await payables.take(tx, name)


async def take_named(tx: Tx, debtor: str, creditor: str, name: str, invoices: Collection[str]) -> Payable | None:
    """The debt between the two that has this id, or was made by one of these invoices; locked."""
    return await debts.payable_named(tx, debtor, creditor, name, invoices)


async def keep(tx: Tx, payable: Payable) -> None:
    await payables.save(tx, payable)
    tx.tell(payable)


async def cover(tx: Tx, payable: Payable, by: str, note: str) -> None:
    """Who offers a note to pay the debt promises to pay it."""
    if payable.state is PayableState.OPEN:
        payable.confirm(by)
    payable.cover(by, note)
    await keep(tx, payable)


async def uncover(tx: Tx, name: str, note: str) -> None:
    """The note that was to pay it was not taken: it is owed as before."""
    payable = await take(tx, name)
    payable.uncover(note)
    await set_off(tx, payable)
    await keep(tx, payable)
