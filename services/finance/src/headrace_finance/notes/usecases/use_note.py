"""The life of a note between its debtor and its holder: issued, accepted or voided, split."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.names import in_name_of
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.values import Money
from headrace_finance import credit, debts
from headrace_finance.notes.model import note as rules
from headrace_finance.notes.model.note import Note
from headrace_finance.notes.store import notes
from headrace_finance.notes.usecases.change_note import write
from headrace_finance.notes.usecases.offer_note import lapse


async def issue_note(tx: Tx, payable_id: str, minimum: Money | None, by: str) -> Note:
    """Offer the creditor a note; it draws on the debtor's credit line, where it has one."""
    payable = await debts.take(tx, payable_id)
    smallest = minimum or Money(1, payable.amount.currency)
    note, told = rules.issue(payable, by, tx.new_id("note"), smallest, tx.today)
    await debts.keep(tx, payable)
    await notes.add(tx, [note])
    await credit.draw(tx, note.debtor, note.amount)
    tx.tell(told, tenant=note.debtor)
    return note


async def accept_note(tx: Tx, name: str, by: str) -> Note:
    change = (await notes.get(tx, name)).accept(by, tx.today)
    await write(tx, change)
    return change.after


async def void_note(tx: Tx, name: str, by: str) -> Note:
    """Withdrawn or declined: the payable is open for another note, and the credit for another debt."""
    change = (await notes.get(tx, name)).void(by)
    async with in_name_of(tx, change.after.debtor):
        await debts.keep_still(tx, change.after.debtor)
        await write(tx, change)
        await debts.uncover(tx, change.after.payable, name)
        await credit.free(tx, change.after.debtor, change.after.amount)
    return change.after


async def split_note(tx: Tx, name: str, amounts: Sequence[int], by: str) -> Sequence[Note]:
    """What the whole was offered for lapses."""
    await in_turn(tx, f"note {name}")
    note = await notes.get(tx, name)
    parts = {tx.new_id("note"): Money(minor, note.amount.currency) for minor in amounts}
    change = note.split(by, parts, tx.today)
    await lapse(tx, [name])
    await write(tx, change)
    return change.children
