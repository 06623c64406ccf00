"""A note offered to another firm: passed on to pay it, or for sale to a bank. It moves when that firm agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.notes.model.discount import check_rate
from headrace_finance.notes.model.note import Note


class OfferRefused(RuleBroken):
    """The offer cannot be ended like this: wrong party, or a rate that was not agreed."""


class OfferKind(StrEnum):
    PAYMENT = "payment"
    SALE = "sale"


class OfferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"  # by the firm it was made to
    WITHDRAWN = "withdrawn"  # by the holder
    LAPSED = "lapsed"  # the note went another way, or fell due


@dataclass(kw_only=True)
class NoteOffer(Aggregate):
    """`tenant` holds the note. A transfer says what it is for, and covers the payable that it is to pay.

    A note for sale goes to the bank at the bank's rate, up to the highest that the holder agreed to.
    """

    kind: OfferKind
    note: str
    root: str
    debtor: str
    to: str
    amount: Money
    due: date
    offered_on: date
    state: OfferState = OfferState.OFFERED
    reference: str = ""
    payable: str | None = None
    highest_rate: Decimal | None = None
    yearly_rate: Decimal | None = None
    successor: str | None = None

    @classmethod
    def transfer(cls, offer: str, note: Note, by: str, to: str, reference: str, on: date) -> NoteOffer:
        note.require_free(by, to, on)
        return cls._of(offer, note, OfferKind.PAYMENT, to, on, reference=reference)

    @classmethod
    def financing(cls, offer: str, note: Note, by: str, bank: str, highest_rate: Decimal, on: date) -> NoteOffer:
        note.require_free(by, bank, on)
        check_rate(highest_rate)
        return cls._of(offer, note, OfferKind.SALE, bank, on, highest_rate=highest_rate)

    @classmethod
    def _of(
        cls,
        offer: str,
        note: Note,
        kind: OfferKind,
        to: str,
        on: date,
        *,
        reference: str = "",
        highest_rate: Decimal | None = None,
    ) -> NoteOffer:
        return cls(
            id=offer,
            tenant=note.holder,
            kind=kind,
            note=note.id,
            root=note.root,
            debtor=note.debtor,
            to=to,
            amount=note.amount,
            due=note.due,
            offered_on=on,
            reference=reference,
            highest_rate=highest_rate,
        )

    def accept(self, by: str, successor: str, yearly_rate: Decimal | None = None) -> None:
        """By the firm it was made to; `successor` is the note that this firm then holds."""
        self._end(OfferState.ACCEPTED, by, self.to)
        if self.kind is OfferKind.SALE:
            self.yearly_rate = self._agreed(yearly_rate)
        self.successor = successor

    def decline(self, by: str) -> None:
        self._end(OfferState.DECLINED, by, self.to)

    def withdraw(self, by: str) -> None:
        self._end(OfferState.WITHDRAWN, by, self.tenant)

    def lapse(self) -> None:
        self._end(OfferState.LAPSED, self.tenant, self.tenant)

    def _end(self, state: OfferState, by: str, rightful: str) -> None:
        if by != rightful:
            raise OfferRefused(
                say(
                    "finance.offer-not-yours",
                    offer=self.id,
                    holder=self.tenant,
                    to=self.to,
                    rightful=rightful,
                    state=state,
                )
            )
        if self.state is not OfferState.OFFERED:
            raise WrongState(say("finance.offer-not-open", offer=self.id, state=self.state, wanted=state))
        self.state = state

    def _agreed(self, yearly_rate: Decimal | None) -> Decimal:
        if yearly_rate is None or self.highest_rate is None:
            raise OfferRefused(say("finance.offer-say-rate", offer=self.id, highest=self.highest_rate, to=self.to))
        check_rate(yearly_rate)
        if yearly_rate > self.highest_rate:
            raise OfferRefused(
                say("finance.offer-rate-too-high", holder=self.tenant, highest=self.highest_rate, rate=yearly_rate)
            )
        return yearly_rate
