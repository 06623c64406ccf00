"""A line of a purchase order: what is agreed, what asked for it, what has become of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headrace_contracts.srm import v1 as events
from headrace_contracts.values import Money, Quantity
from headrace_srm.model.progress import LineState, Progress
from headrace_srm.model.scorecard import Arrival, Outcome


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
    price: Money
    due: date


@dataclass(slots=True)
class OrderLine:
    """`noted` is what the supplier has sent, by its delivery notes."""

    item: str
    terms: Terms
    proposals: list[str]
    noted: Quantity
    progress: Progress
    arrivals: list[Arrival]

    @classmethod
    def asked(cls, number: int, proposal: Proposal, price: Money) -> OrderLine:
        unit = proposal.quantity.unit
        terms = Terms(number, proposal.quantity, price, proposal.need_by)
        return cls(proposal.item, terms, [proposal.proposal], Quantity.zero(unit), Progress.none(unit), [])

    @property
    def line(self) -> int:
        return self.terms.line

    @property
    def state(self) -> LineState:
        return self.progress.state(self.terms.quantity)

    @property
    def is_delivered(self) -> bool:
        return self.progress.arrived >= self.terms.quantity

    @property
    def left_to_send(self) -> Quantity:
        return self.terms.quantity - self.noted

    @property
    def outcome(self) -> Outcome:
        progress = self.progress
        return Outcome(
            self.terms.due,
            self.terms.quantity.value,
            tuple(self.arrivals),
            progress.accepted.value,
            progress.rejected.value,
        )

    def takes(self, proposal: Proposal) -> bool:
        """True when the proposal asks for the same thing on the same day."""
        return (self.item, self.terms.due) == (proposal.item, proposal.need_by)

    def add(self, proposal: Proposal) -> None:
        old = self.terms
        self.terms = Terms(old.line, old.quantity + proposal.quantity, old.price, old.due)
        self.proposals.append(proposal.proposal)


def total(terms: Iterable[Terms]) -> Money:
    """Of at least one line."""
    amounts = [term.price.times(term.quantity.value) for term in terms]
    return Money.total(amounts, amounts[0].currency)


def told(line: OrderLine, terms: Terms) -> events.PurchaseOrderLine:
    return events.PurchaseOrderLine(
        line=terms.line,
        item=line.item,
        quantity=terms.quantity,
        price=terms.price,
        due=terms.due,
        proposals=tuple(line.proposals),
    )
