"""The e-debt certificate: a chain leader's confirmed payable as a note that can be split and passed on.

Notes are like coins: moving or splitting one spends it and makes new ones under the same root. A change names
the note as it was, so the store writes it only if no one else was faster:
`UPDATE note SET state = after.state WHERE id, holder and state are those of before`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.event import Event
from headrace_contracts.finance.v1 import (
    NoteAccepted,
    NoteFinanced,
    NoteIssued,
    NotePart,
    NoteRedeemed,
    NoteSplit,
    NoteTransferred,
    NoteVoided,
)
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.debts.model import Payable
from headrace_finance.ledger.model import JournalEntry
from headrace_finance.notes.model import bookings
from headrace_finance.notes.model.discount import discount

NOTHING: Mapping[str, Money] = MappingProxyType({})


class NoteRefused(RuleBroken):
    """The note cannot do this: wrong party, wrong amount or too late."""


class NoteState(StrEnum):
    OFFERED = "offered"  # made by the debtor, not yet accepted by the supplier
    LIVE = "live"
    FINANCED = "financed"  # bought by a bank: stays there until it is redeemed
    SPENT = "spent"  # moved or split: its children count in its stead
    REDEEMED = "redeemed"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Note:
    id: str
    root: str
    parent: str | None
    payable: str
    debtor: str
    holder: str
    amount: Money
    minimum: Money
    due: date
    state: NoteState
    unearned: Money

    def accept(self, by: str, on: date) -> NoteChange:
        """The supplier takes the note in place of its invoice."""
        self._require(NoteState.OFFERED, by)
        self._require_not_due(on)
        entry = bookings.note_accepted(self.id, self.debtor, self.holder, self.amount, on, debt=self.payable)
        told = NoteAccepted(note=self.id, root=self.root, holder=self.holder)
        return NoteChange(self, replace(self, state=NoteState.LIVE), told, entry=entry)

    def void(self, by: str) -> NoteChange:
        """An offer is withdrawn by its debtor or declined by the supplier; the payable is confirmed again."""
        self._require(NoteState.OFFERED)
        if by not in (self.debtor, self.holder):
            raise NoteRefused(
                say("finance.note-not-yours-to-void", note=self.id, debtor=self.debtor, holder=self.holder, by=by)
            )
        told = NoteVoided(
            note=self.id,
            root=self.root,
            debtor=self.debtor,
            holder=self.holder,
            amount=self.amount,
            payable=self.payable,
        )
        return NoteChange(self, replace(self, state=NoteState.VOIDED), told)

    def split(self, by: str, parts: Mapping[str, Money], on: date) -> NoteChange:
        """Divide into parts (id of the new note → amount) that sum exactly and reach the minimum each."""
        self._require_free(by, on)
        if len(parts) < 2:
            raise NoteRefused(say("finance.note-split-in-two", note=self.id))
        total = Money.total(parts.values(), self.amount.currency)
        if total != self.amount:
            raise NoteRefused(say("finance.note-parts-differ", note=self.id, total=total, amount=self.amount))
        for part in parts.values():
            if part < self.minimum:
                raise NoteRefused(say("finance.note-part-too-small", part=part, minimum=self.minimum))
        told = NoteSplit(
            note=self.id,
            root=self.root,
            holder=self.holder,
            parts=tuple(NotePart(note=i, amount=a) for i, a in parts.items()),
        )
        return self._spent(told, *(replace(self, id=i, parent=self.id, amount=a) for i, a in parts.items()))

    def transfer(
        self, by: str, to: str, new_id: str, on: date, reference: str = "", paid: Mapping[str, Money] = NOTHING
    ) -> NoteChange:
        """Pay another firm with the whole note: `paid` is what of it settles each debt, the rest is an advance."""
        self.require_free(by, to, on)
        entry = bookings.note_transferred(new_id, self.holder, to, self.amount, on, root=self.root, paid=paid)
        told = NoteTransferred(
            note=self.id,
            root=self.root,
            successor=new_id,
            from_holder=self.holder,
            to_holder=to,
            amount=self.amount,
            reference=reference,
        )
        return self._spent(told, replace(self, id=new_id, parent=self.id, holder=to), entry=entry)

    def finance(self, by: str, bank: str, yearly_rate: Decimal, new_id: str, on: date) -> NoteChange:
        """Sell the note to a bank for its face less the discount (without recourse)."""
        self.require_free(by, bank, on)
        terms = discount(self.amount, yearly_rate, on, self.due)
        held = replace(self, id=new_id, parent=self.id, holder=bank, state=NoteState.FINANCED, unearned=terms.amount)
        told = NoteFinanced(
            note=self.id,
            root=self.root,
            successor=new_id,
            holder=self.holder,
            bank=bank,
            amount=self.amount,
            discount=terms.amount,
            proceeds=terms.proceeds,
        )
        return self._spent(
            told, held, entry=bookings.note_financed(new_id, self.holder, bank, terms, on, root=self.root)
        )

    def redeem(self, on: date) -> NoteChange:
        """The debtor pays the holder at maturity."""
        if self.state not in REDEEMABLE:
            raise WrongState(say("finance.note-not-redeemable", note=self.id, state=self.state))
        if on < self.due:
            raise NoteRefused(say("finance.note-not-due", note=self.id, due=self.due, day=on))
        entry = bookings.note_redeemed(
            self.id, self.debtor, self.holder, self.amount, on, root=self.root, unearned=self.unearned
        )
        told = NoteRedeemed(note=self.id, root=self.root, debtor=self.debtor, holder=self.holder, amount=self.amount)
        return NoteChange(self, replace(self, state=NoteState.REDEEMED), told, entry=entry)

    def require_free(self, by: str, to: str, on: date) -> None:
        """`by` may give the note to `to`: it is live, not due, and `to` neither holds nor owes it."""
        self._require_free(by, on)
        if to in (self.holder, self.debtor):
            raise NoteRefused(say("finance.note-not-to", note=self.id, to=to))

    def _spent(self, told: Event, *children: Note, entry: JournalEntry | None = None) -> NoteChange:
        ids = {self.id, *(c.id for c in children)}
        if len(ids) <= len(children):
            raise NoteRefused(say("finance.note-needs-id", note=self.id))
        return NoteChange(self, replace(self, state=NoteState.SPENT), told, children, entry)

    def _require(self, state: NoteState, by: str | None = None) -> None:
        if by is not None and by != self.holder:
            raise NoteRefused(say("finance.note-held-by", note=self.id, holder=self.holder, by=by))
        if self.state is not state:
            raise WrongState(say("finance.note-not-at-it", note=self.id, state=self.state, wanted=state))

    def _require_free(self, by: str, on: date) -> None:
        self._require(NoteState.LIVE, by)
        self._require_not_due(on)

    def _require_not_due(self, on: date) -> None:
        if on >= self.due:
            raise NoteRefused(say("finance.note-past-due", note=self.id, due=self.due))


REDEEMABLE = frozenset({NoteState.LIVE, NoteState.FINANCED})


@dataclass(frozen=True, slots=True)
class NoteChange:
    """One step of one note: before → after, what is told, the notes it became, and what the firms book."""

    before: Note
    after: Note
    told: Event
    children: tuple[Note, ...] = ()
    entry: JournalEntry | None = None


def issue(payable: Payable, by: str, note_id: str, minimum: Money, on: date) -> tuple[Note, NoteIssued]:
    """Offer the creditor of a confirmed payable a note of all that is outstanding, which covers it."""
    amount = payable.outstanding
    if minimum.currency != payable.amount.currency:
        raise NoteRefused(say("finance.note-minimum-currency", minimum=minimum, currency=payable.amount.currency))
    if minimum.minor <= 0 or amount < minimum:
        raise NoteRefused(say("finance.note-minimum", amount=amount))
    if on >= payable.due:
        raise NoteRefused(say("finance.note-payable-past-due", payable=payable.id, due=payable.due))
    payable.cover(by, note_id)
    note = Note(
        id=note_id,
        root=note_id,
        parent=None,
        payable=payable.id,
        debtor=payable.debtor,
        holder=payable.creditor,
        amount=amount,
        minimum=minimum,
        due=payable.due,
        state=NoteState.OFFERED,
        unearned=Money.zero(payable.amount.currency),
    )
    return note, NoteIssued(
        note=note.id,
        root=note.root,
        debtor=note.debtor,
        holder=note.holder,
        amount=note.amount,
        maturity=note.due,
        payable=note.payable,
    )


def redeem_due(notes: Iterable[Note], on: date) -> tuple[NoteChange, ...]:
    """Redeem every live or financed note that is due; run again, it finds none of them."""
    return tuple(n.redeem(on) for n in notes if n.state in REDEEMABLE and n.due <= on)
