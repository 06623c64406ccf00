"""A step of a note, with what the firms book for it, and the day at which its debtor pays it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from itertools import groupby

from headrace_chassis import deadlines
from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_finance import ledger
from headrace_finance.notes.model.note import REDEEMABLE, Note, NoteChange
from headrace_finance.notes.store import notes

NOTE_DUE = "note-due"


async def write(tx: Tx, change: NoteChange) -> None:
    """In the name of the debtor, whose promise the note is."""
    async with in_name_of(tx, change.before.debtor):
        await notes.change(tx, [change])
        if change.entry:
            await ledger.book(tx, change.entry)
        tx.tell(change.told)
        await expect(tx, [change.after, *change.children])


async def expect(tx: Tx, changed: Iterable[Note]) -> None:
    """Those of these notes that are out are redeemed when they fall due, and no others."""
    for debtor, some in groupby(sorted(changed, key=lambda note: note.debtor), key=lambda note: note.debtor):
        theirs = list(some)
        out = {note.id: _maturity(note) for note in theirs if note.state in REDEEMABLE}
        async with in_name_of(tx, debtor):
            await deadlines.put(tx, NOTE_DUE, out)
            await deadlines.clear(tx, NOTE_DUE, [note.id for note in theirs if note.id not in out])


def _maturity(note: Note) -> datetime:
    return datetime.combine(note.due, time(), UTC)
