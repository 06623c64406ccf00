"""A payable: what a debtor owes a creditor from one matched invoice, until a note or a payment settles it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from headrace_contracts.values import Money

from headrace_finance.model import bookings
from headrace_finance.model.ledger import JournalEntry
from headrace_finance.model.refusal import Refused


class PayableRefused(Refused):
    """The payable is not in a state for this, or the one who asks is not its debtor."""


class PayableState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    COVERED = "covered"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Payable:
    id: str
    invoice: str
    debtor: str
    creditor: str
    amount: Money
    due: date
    state: PayableState = PayableState.OPEN
    note: str | None = None

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise PayableRefused(f"payable {self.id} is of {self.amount}: it must be above zero")
        if self.debtor == self.creditor:
            raise PayableRefused(f"payable {self.id}: {self.debtor} cannot owe itself")

    def booked(self, on: date) -> JournalEntry:
        return bookings.invoice_booked(self.invoice, self.creditor, self.debtor, self.amount, on)

    def confirm(self, by: str) -> Payable:
        """The debtor promises to pay, without any further objection; only then may a note be made of it."""
        self._require(by, PayableState.OPEN)
        return replace(self, state=PayableState.CONFIRMED)

    def cover(self, by: str, note: str) -> Payable:
        self._require(by, PayableState.CONFIRMED)
        return replace(self, state=PayableState.COVERED, note=note)

    def uncover(self, note: str) -> Payable:
        """The note was not accepted: the promise stands as before it."""
        if self.state is not PayableState.COVERED or self.note != note:
            raise PayableRefused(f"payable {self.id} is not covered by note {note}")
        return replace(self, state=PayableState.CONFIRMED, note=None)

    def pay(self, by: str, on: date) -> tuple[Payable, JournalEntry]:
        self._require(by, PayableState.CONFIRMED)
        entry = bookings.invoice_paid(self.id, self.creditor, self.debtor, self.amount, on)
        return replace(self, state=PayableState.PAID), entry

    def _require(self, by: str, state: PayableState) -> None:
        if by != self.debtor:
            raise PayableRefused(f"only {self.debtor}, who owes payable {self.id}, may do this; {by} may not")
        if self.state is not state:
            raise PayableRefused(f"payable {self.id} is {self.state}; this needs it to be {state}")
