"""Booking: what the ledger does not take stops the use case that asked for it."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.errors import WrongState
from headrace_contracts.messages import several
from headrace_finance.ledger.model.ledger import JournalEntry, Outcome
from headrace_finance.ledger.store import books


class NotBooked(WrongState):
    """The books do not allow it."""


async def book(tx: Tx, *entries: JournalEntry) -> None:
    """Book all of them; one booked before is left as it is. Raises NotBooked."""
    if not entries:
        return
    applied = await books.apply(tx, entries)
    refused = [d.detail for d in applied.decisions if d.outcome in {Outcome.CONFLICT, Outcome.INSUFFICIENT}]
    if refused:
        raise NotBooked(several(refused))
