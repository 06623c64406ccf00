"""The life of a note: offered, accepted or voided, split, passed on, sold to a bank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from headrace_chassis.tx import Tx
from headrace_contracts.values import Money
from headrace_finance.model import note as rules
from headrace_finance.model.note import Note, NoteChange, NoteRefused
from headrace_finance.store import facts, notes
from headrace_finance.store.documents import payables
from headrace_finance.usecases.book import book


async def issue_note(tx: Tx, payable_id: str, minimum: Money | None, by: str) -> Note:
    """Offer the creditor a note; it draws on the debtor's credit line, where it has one."""
    payable = await payables.take(tx, payable_id)
    smallest = minimum or Money(1, payable.amount.currency)
    note, told = rules.issue(payable, by, tx.new_id("note"), smallest, tx.today)
    await payables.save(tx, payable)
    await notes.add(tx, [note])
    line = await notes.credit(tx, note.debtor, note.amount.currency)
    if line:
        await notes.use_credit(tx, line.draw(note.amount))
    tx.tell(told, tenant=note.debtor)
    return note


async def accept_note(tx: Tx, name: str, by: str) -> Note:
    return (await _change(tx, name, lambda note: note.accept(by, tx.today))).after


async def void_note(tx: Tx, name: str, by: str) -> Note:
    """Withdrawn or declined: the payable is open for another note, and the credit for another debt."""
    change = await _change(tx, name, lambda note: note.void(by))
    payable = await payables.take(tx, change.after.payable)
    payable.uncover(name)
    await payables.save(tx, payable)
    await free_credit(tx, change.after.debtor, change.after.amount)
    return change.after


async def split_note(tx: Tx, name: str, amounts: Sequence[int], by: str) -> Sequence[Note]:
    def decide(note: Note) -> NoteChange:
        parts = {tx.new_id("note"): Money(minor, note.amount.currency) for minor in amounts}
        return note.split(by, parts, tx.today)

    return (await _change(tx, name, decide)).children


async def transfer_note(tx: Tx, name: str, to: str, reference: str, by: str) -> Note:
    if await facts.role_of(tx, to) is None:
        raise NoteRefused(f"{to} is not a registered organisation: a note goes to known firms only.")
    change = await _change(tx, name, lambda note: note.transfer(by, to, tx.new_id("note"), tx.today, reference))
    return change.children[0]


async def finance_note(tx: Tx, name: str, bank: str, yearly_rate: Decimal, by: str) -> Note:
    if await facts.role_of(tx, bank) != "bank":
        raise NoteRefused(f"{bank} is not registered as a bank: only a bank finances notes.")
    change = await _change(tx, name, lambda note: note.finance(by, bank, yearly_rate, tx.new_id("note"), tx.today))
    return change.children[0]


async def free_credit(tx: Tx, debtor: str, amount: Money) -> None:
    line = await notes.credit(tx, debtor, amount.currency)
    if line:
        await notes.use_credit(tx, line.free(amount))


async def _change(tx: Tx, name: str, decide: Callable[[Note], NoteChange]) -> NoteChange:
    """Notes are read in the caller's name and written in their debtor's, whose promise they are."""
    change = decide(await notes.get(tx, name))
    await tx.act_for(change.before.debtor)
    await notes.change(tx, [change])
    if change.entry:
        await book(tx, change.entry)
    tx.tell(change.told, tenant=change.before.debtor)
    return change
