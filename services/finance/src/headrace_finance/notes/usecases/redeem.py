"""Redemption: at maturity the debtor pays whoever holds a note, each holder once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from headrace_chassis import deadlines
from headrace_chassis.names import in_name_of
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance import credit, ledger
from headrace_finance.notes.model.note import Note, NoteChange, redeem_due
from headrace_finance.notes.store import notes
from headrace_finance.notes.usecases.change_note import NOTE_DUE, expect
from headrace_finance.notes.usecases.offer_note import lapse

OVERDUE_AT_ONCE = 1000


class TooEarly(RuleBroken):
    """Notes are not redeemed ahead of time."""


async def expect_overdue(tx: Tx) -> None:
    """Notes that should have been redeemed are due at once: a replica of the version before gave them no deadline."""
    await deadlines.come_due(tx, NOTE_DUE, await notes.overdue(tx, OVERDUE_AT_ONCE))


async def redeem(tx: Tx, until: date, *, debtor: str | None) -> Sequence[Note]:
    """Redeem what is due by `until`: one debtor's notes, or all the transaction sees. Again, it does nothing."""
    if until > tx.today:
        raise TooEarly(say("finance.too-early", today=tx.today, until=until))
    async with in_name_of(tx, EVERYONE):
        return await redeem_named(tx, await notes.due(tx, until, debtor))


async def redeem_named(tx: Tx, names: Collection[str]) -> Sequence[Note]:
    """Those of these notes that are out and due; what they were offered for lapses."""
    async with in_name_of(tx, EVERYONE):
        await lapse(tx, names)
        changes = redeem_due(await notes.take(tx, names), tx.today)
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
    await expect(tx, [change.after for change in changes])
