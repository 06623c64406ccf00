"""A debtor confirms what it owes and pays it: in money, with a note it passes on, out of what it paid ahead."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.values import Money
from headrace_finance import ledger
from headrace_finance.debts.model.advance import Advance
from headrace_finance.debts.model.bookings import advance_taken
from headrace_finance.debts.model.payable import Means, Payable, spread
from headrace_finance.debts.store import debts
from headrace_finance.debts.store.debts import advances, payables


async def confirm_payable(tx: Tx, name: str, by: str) -> Payable:
    payable = await payables.take(tx, name)
    payable.confirm(by)
    await payables.save(tx, payable)
    tx.tell(payable)
    return payable


async def pay_payable(tx: Tx, name: str, by: str, amount: Money | None = None) -> Payable:
    """All that is outstanding, or a part of it."""
    payable = await payables.take(tx, name)
    entry = payable.pay(by, tx.today, amount)
    await payables.save(tx, payable)
    await ledger.book(tx, entry)
    tx.tell(payable)
    return payable


async def pay_with_note(
    tx: Tx, holder: str, to: str, amount: Money, *, note: str, first: str | None
) -> dict[str, Money]:
    """What the holder owes `to` is settled, the debt named `first` before others; what is above it is an advance.

    So there is never a debt that can be paid beside money that the creditor has for it already.
    """
    paid = {}
    owed = await debts.free_payables(tx, holder, to, amount.currency)
    for payable, part in spread(amount, owed, first):
        payable.settle(Means.NOTE, note, part, tx.today)
        await payables.save(tx, payable)
        tx.tell(payable)
        paid[payable.id] = part
    rest = amount - Money.total(paid.values(), amount.currency)
    if rest:
        await advances.add(tx, Advance.paid(note, holder, to, rest, tx.today))
    return paid


async def set_off(tx: Tx, payable: Payable) -> None:
    """Advances pay a debt as soon as it is free to be paid; the caller stores the payable and tells."""
    owed = payable.outstanding
    for advance in await debts.open_advances(tx, payable.debtor, payable.creditor, owed.currency):
        part = min(advance.left, payable.outstanding)
        if not part:
            return
        advance.take(part)
        payable.settle(Means.ADVANCE, advance.id, part, tx.today)
        await advances.save(tx, advance)
        entry = advance_taken(advance.id, payable.debtor, payable.creditor, part, tx.today, debt=payable.id)
        await ledger.book(tx, entry)
