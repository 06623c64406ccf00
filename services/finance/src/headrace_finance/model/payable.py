"""A payable: what a debtor owes a creditor from one matched invoice, until a note or a payment settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.finance.v1 import PayableConfirmed, PaymentReceived
from headrace_contracts.values import Money
from headrace_finance.model import bookings
from headrace_finance.model.ledger import JournalEntry


class PayableRefused(RuleBroken):
    """The one who asks is not the payable's debtor, or the payable makes no sense."""


class PayableState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    COVERED = "covered"
    PAID = "paid"


@dataclass(kw_only=True)
class Payable(Aggregate):
    """`tenant` is the debtor. `number` is the creditor's number of the invoice, `note` covers it."""

    invoice: str
    number: str
    purchase_order: str
    creditor: str
    amount: Money
    due: date
    state: PayableState = PayableState.OPEN
    note: str | None = None

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise PayableRefused(f"Payable {self.id} is of {self.amount}: it must be above zero.")
        if self.debtor == self.creditor:
            raise PayableRefused(f"Payable {self.id}: {self.debtor} cannot owe itself.")

    @property
    def debtor(self) -> str:
        return self.tenant

    def booked(self, on: date) -> JournalEntry:
        return bookings.invoice_booked(self.number, self.creditor, self.debtor, self.amount, on)

    def confirm(self, by: str) -> None:
        """The debtor promises to pay, without any further objection; only then may a note be made of it."""
        self._require(by, PayableState.OPEN)
        self.state = PayableState.CONFIRMED
        self.tell(
            PayableConfirmed(
                payable=self.id, debtor=self.debtor, creditor=self.creditor, amount=self.amount, due=self.due
            )
        )

    def cover(self, by: str, note: str) -> None:
        self._require(by, PayableState.CONFIRMED)
        self.state, self.note = PayableState.COVERED, note

    def uncover(self, note: str) -> None:
        """The note was not accepted: the promise stands as before it."""
        if self.state is not PayableState.COVERED or self.note != note:
            raise WrongState(f"Payable {self.id} is not covered by note {note}.")
        self.state, self.note = PayableState.CONFIRMED, None

    def pay(self, by: str, on: date) -> JournalEntry:
        self._require(by, PayableState.CONFIRMED)
        self.state = PayableState.PAID
        self.tell(
            PaymentReceived(
                payment=self.id,
                invoice=self.invoice,
                order=self.purchase_order,
                customer=self.debtor,
                amount=self.amount,
            )
        )
        return bookings.invoice_paid(self.id, self.creditor, self.debtor, self.amount, on)

    def _require(self, by: str, state: PayableState) -> None:
        if by != self.debtor:
            raise PayableRefused(f"Only {self.debtor}, who owes payable {self.id}, may do this; {by} may not.")
        if self.state is not state:
            raise WrongState(f"Payable {self.id} is {self.state}; this needs it to be {state}.")
