"""A step of a note, with what the firms book for it."""

from __future__ import annotations

from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_finance import ledger
from headrace_finance.notes.model.note import NoteChange
from headrace_finance.notes.store import notes


async def write(tx: Tx, change: NoteChange) -> None:
    """In the name of the debtor, whose promise the note is."""
    async with in_name_of(tx, change.before.debtor):
        await notes.change(tx, [change])
        if change.entry:
            await ledger.book(tx, change.entry)
        tx.tell(change.told)
