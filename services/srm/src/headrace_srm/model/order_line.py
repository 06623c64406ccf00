"""A line of a purchase order: what is agreed, what asked for it, what has become of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headrace_contracts.errors import WrongState
from headrace_contracts.messages import say
from headrace_contracts.values import Money, Price, Quantity
from headrace_srm.model.progress import LineState, Progress
from headrace_srm.model.scorecard import Arrival, Outcome
from headrace_srm.model.supplier_item import Offer, price_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal released by planning; `orders` are the customer orders it serves."""

    proposal: str
    item: str
    quantity: Quantity
    need_by: date
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What one party asks or offers for a line. `price` is for one unit."""

    line: int
    quantity: Quantity
    price: Price
    due: date

    @property
    def amount(self) -> Money:
        return self.price.times(self.quantity.value)


@dataclass(frozen=True, slots=True)
class Closing:
    """The buyer gave up what was not sent of the `ordered` quantity."""

    ordered: Quantity
    reason: str
    day: date


@dataclass(slots=True)
class OrderLine:
    """`noted` is what the supplier has sent, by its delivery notes; the terms of a closed line ask for no more."""

    item: str
    terms: Terms
    proposals: list[str]
    noted: Quantity
    progress: Progress
    arrivals: list[Arrival]
    closed: Closing | None = None

    @classmethod
    def asked(cls, number: int, proposals: Sequence[Proposal], offers: Sequence[Offer]) -> OrderLine:
        """One line for proposals of one item and day."""
        first = proposals[0]
        nothing = Quantity.zero(first.quantity.unit)
        quantity = sum((p.quantity for p in proposals), start=nothing)
        terms = Terms(number, quantity, price_of(offers, quantity.value), first.need_by)
        names = [p.proposal for p in proposals]
        return cls(first.item, terms, names, nothing, Progress.none(nothing.unit), [])

    @property
    def line(self) -> int:
        return self.terms.line

    @property
    def state(self) -> LineState:
        state = self.progress.state(self.terms.quantity)
        return LineState.CLOSED_SHORT if self.closed and state is LineState.ACCEPTED else state

    @property
    def is_delivered(self) -> bool:
        return self.progress.arrived >= self.terms.quantity

    @property
    def left_to_send(self) -> Quantity:
        return self.terms.quantity - self.noted

    @property
    def outcome(self) -> Outcome | None:
        """What was given up when its day was over was not delivered; before, nobody was to deliver it."""
        late = self.closed is not None and self.closed.day > self.terms.due
        ordered = self.closed.ordered if self.closed and late else self.terms.quantity
        if not ordered:
            return None
        progress = self.progress
        return Outcome(
            self.terms.due, ordered.value, tuple(self.arrivals), progress.found_good.value, progress.found_bad.value
        )

    def close(self, reason: str, today: date) -> None:
        """Give up what was not sent. Raises WrongState when there is no such rest."""
        if self.closed:
            raise WrongState(say("srm.line-closed", line=self.line, day=self.closed.day))
        if not self.left_to_send:
            raise WrongState(say("srm.all-of-line-sent", noted=self.noted, line=self.line))
        self.closed = Closing(self.terms.quantity, reason, today)
        self._ask_for_no_more()

    def lose(self, missing: Quantity) -> None:
        """So much of what was sent does not come; it may be sent anew unless the line is closed."""
        self.noted -= missing
        if self.closed:
            self._ask_for_no_more()

    def _ask_for_no_more(self) -> None:
        self.terms = replace(self.terms, quantity=self.noted)


def total(terms: Iterable[Terms]) -> Money:
    """Of at least one line; each is rounded once."""
    amounts = [term.amount for term in terms]
    return Money.total(amounts, amounts[0].currency)
