"""A payable: what a debtor owes a creditor from one matched invoice, until it is settled to the last cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.finance.v1 import PayableConfirmed, PayableSettled, PaymentReceived
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.debts.model import bookings
from headrace_finance.ledger.model import JournalEntry


class PayableRefused(RuleBroken):
    """The one who asks is not the payable's debtor, or the payable makes no sense."""


class PayableState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    COVERED = "covered"
    PAID = "paid"


FREE = frozenset({PayableState.OPEN, PayableState.CONFIRMED})
"""Owed, and no note stands for it."""


class Means(StrEnum):
    MONEY = "money"
    NOTE = "note"
    ADVANCE = "advance"
    CREDIT_NOTE = "credit-note"


@dataclass(frozen=True, slots=True)
class Settlement:
    """A part of the debt that was settled; `reference` is the payment, note, advance or credit note."""

    means: Means
    reference: str
    amount: Money
    on: date


@dataclass(kw_only=True)
class Payable(Aggregate):
    """`tenant` is the debtor. `number` is the creditor's number of the invoice.

    `note` covers what is outstanding: one made for it, or one offered to the creditor that was made for another.
    """

    invoice: str
    number: str
    purchase_order: str
    creditor: str
    amount: Money
    due: date
    state: PayableState = PayableState.OPEN
    note: str | None = None
    settlements: tuple[Settlement, ...] = ()

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise PayableRefused(say("finance.payable-of-nothing", payable=self.id, amount=self.amount))
        if self.debtor == self.creditor:
            raise PayableRefused(say("finance.payable-to-itself", payable=self.id, debtor=self.debtor))

    @property
    def debtor(self) -> str:
        return self.tenant

    @property
    def outstanding(self) -> Money:
        """Those that were paid before settlements were kept have none."""
        if self.state is PayableState.PAID:
            return Money.zero(self.amount.currency)
        return self.amount - Money.total((s.amount for s in self.settlements), self.amount.currency)

    def booked(self, on: date) -> JournalEntry:
        return bookings.invoice_booked(self.number, self.creditor, self.debtor, self.amount, on, debt=self.id)

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
            raise WrongState(say("finance.payable-not-covered", payable=self.id, note=note))
        self.state, self.note = PayableState.CONFIRMED, None

    def pay(self, by: str, on: date, amount: Money | None = None) -> JournalEntry:
        """In money: all that is outstanding, or a part of it."""
        self._require(by, PayableState.CONFIRMED)
        part = self.outstanding if amount is None else amount
        before = sum(s.means is Means.MONEY for s in self.settlements)
        payment = f"{self.id}/{before + 1}" if before else self.id
        self.settle(Means.MONEY, payment, part, on)
        self.tell(
            PaymentReceived(
                payment=payment, invoice=self.invoice, order=self.purchase_order, customer=self.debtor, amount=part
            )
        )
        return bookings.invoice_paid(payment, self.creditor, self.debtor, part, on, debt=self.id)

    def settle(self, means: Means, reference: str, amount: Money, on: date) -> None:
        """No more than is outstanding, whatever settles it; the one who asks books it."""
        if self.state not in FREE:
            raise WrongState(
                say("finance.payable-not-free", payable=self.id, state=self.state, means=means, reference=reference)
            )
        if amount.currency != self.amount.currency or not 0 < amount.minor <= self.outstanding.minor:
            raise PayableRefused(
                say("finance.payable-outstanding", outstanding=self.outstanding, payable=self.id, amount=amount)
            )
        self.settlements = (*self.settlements, Settlement(means, reference, amount, on))
        left = self.outstanding
        if not left:
            self.state = PayableState.PAID
        self.tell(
            PayableSettled(
                payable=self.id,
                debtor=self.debtor,
                creditor=self.creditor,
                amount=amount,
                outstanding=left,
                means=means.value,
                reference=reference,
            )
        )

    def _require(self, by: str, state: PayableState) -> None:
        if by != self.debtor:
            raise PayableRefused(say("finance.payable-debtor-only", debtor=self.debtor, payable=self.id, by=by))
        if self.state is not state:
            facts = {"payable": self.id, "state": self.state, "wanted": state}
            if self.note:
                raise WrongState(say("finance.payable-covered", note=self.note, **facts))
            raise WrongState(say("finance.payable-not-at-it", **facts))


def spread(amount: Money, owed: Iterable[Payable], first: str | None = None) -> Iterator[tuple[Payable, Money]]:
    """What `amount` pays of each debt: that named `first`, then what is due next."""
    left = amount
    for payable in sorted(owed, key=lambda p: (p.id != first, p.due, p.id)):
        part = min(left, payable.outstanding)
        if part:
            yield payable, part
            left -= part
