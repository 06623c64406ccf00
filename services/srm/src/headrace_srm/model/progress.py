"""How far the goods of a line are: on their way, received, judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headrace_contracts.values import Quantity


class LineState(StrEnum):
    """`closed_short`: less came than was ordered or sent, and the rest is given up."""

    OPEN = "open"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CLOSED_SHORT = "closed_short"


@dataclass(slots=True)
class Progress:
    """Receipts and judgements come from two services and so in either order: a judged piece has arrived too.

    `accepted` and `rejected` add up what was heard; what is shown is `found_good` and `found_bad`.
    """

    received: Quantity
    accepted: Quantity
    rejected: Quantity

    @classmethod
    def none(cls, unit: str) -> Progress:
        nothing = Quantity.zero(unit)
        return cls(nothing, nothing, nothing)

    @property
    def arrived(self) -> Quantity:
        return max(self.received, self.judged)

    def receive(self, quantity: Quantity) -> None:
        self.received += quantity

    def judge(self, quantity: Quantity, *, good: bool) -> None:
        if good:
            self.accepted += quantity
        else:
            self.rejected += quantity

    def reconsider(self, quantity: Quantity, *, good: bool | None) -> None:
        """What was judged one way counts the other way: rejected goods are used, accepted ones went back.

        None: what was rejected is worked on, and judged again. It may be heard before the judgement, and adds up.
        """
        if good is None:
            self.rejected -= quantity
        else:
            change = quantity if good else -quantity
            self.accepted += change
            self.rejected -= change

    def state(self, wanted: Quantity) -> LineState:
        """`rejected` when any of it was; that part is not delivered again on this line."""
        if self.arrived < wanted:
            return LineState.OPEN
        if self.judged < self.arrived:
            return LineState.RECEIVED
        return LineState.REJECTED if self.found_bad else LineState.ACCEPTED

    @property
    def judged(self) -> Quantity:
        return self.accepted + self.rejected

    @property
    def found_good(self) -> Quantity:
        """What counts as accepted of what was judged: a return may be heard before its judgement, and so be more."""
        nothing = Quantity.zero(self.accepted.unit)
        return max(nothing, min(self.accepted, self.judged))

    @property
    def found_bad(self) -> Quantity:
        return max(Quantity.zero(self.rejected.unit), self.judged - self.found_good)
