"""Redemption: at maturity the debtor pays whoever holds a note, each holder once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from headrace_chassis.names import in_name_of
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.errors import RuleBroken
from headrace_contracts.values import Money
from headrace_finance import credit, ledger
from headrace_finance.notes.model.note import Note, NoteChange, redeem_due
from headrace_finance.notes.store import notes
from headrace_finance.notes.usecases.offer_note import lapse


class TooEarly(RuleBroken):
    """Notes are not redeemed ahead of time."""


async def redeem_daily(tx: Tx) -> None:
    """All notes of the platform that are due."""
    await redeem(tx, tx.today, debtor=None)


async def redeem(tx: Tx, until: date, *, debtor: str | None) -> Sequence[Note]:
    """Redeem what is due by `until`: one debtor's notes, or all the transaction sees. Again, it does nothing."""
    if until > tx.today:
        raise TooEarly(f"It is {tx.today}; notes due until {until} are redeemed on that day or later.")
    async with in_name_of(tx, EVERYONE):
        await lapse(tx, due=until)
        changes = redeem_due(await notes.due(tx, until, debtor), tx.today)
        if changes:
            await _write(tx, changes)
    return [change.after for change in changes]


async def _write(tx: Tx, changes: Sequence[NoteChange]) -> None:
    await notes.change(tx, changes)
    paid: dict[str, dict[str, int]] = {}
    for change in changes:
        by_currency = paid.setdefault(change.after.debtor, {})
        amount = change.after.amount
        by_currency[amount.currency] = by_currency.get(amount.currency, 0) + amount.minor
    for debtor, sums in sorted(paid.items()):
        for currency, minor in sorted(sums.items()):
            await credit.free(tx, debtor, Money(minor, currency))
    await ledger.book(tx, *(change.entry for change in changes if change.entry))
    for change in changes:
        tx.tell(change.told, tenant=change.after.debtor)
