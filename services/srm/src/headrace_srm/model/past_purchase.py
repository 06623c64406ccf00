"""A line of a purchase order from before, as the buyer's books have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.messages import say
from headrace_contracts.values import Price
from headrace_srm.model.refusal import RowRefused
from headrace_srm.model.scorecard import Arrival, Outcome


@dataclass(frozen=True, slots=True)
class PastPurchase:
    """`reference` names the order line in the buyer's old books; quantities are in the item's unit."""

    reference: str
    supplier: str
    item: str
    ordered_on: date
    due: date
    received_on: date | None
    quantity: Decimal
    received: Decimal
    rejected: Decimal
    price: Price

    def check(self) -> None:
        """Raises RowRefused when the books contradict themselves."""
        if self.received and self.received_on is None:
            raise RowRefused.naming(("received_on", say("srm.received-without-a-day", received=self.received)))
        if self.rejected > self.received:
            raise RowRefused.naming(
                ("rejected", say("srm.more-rejected", rejected=self.rejected, received=self.received))
            )
        if self.received_on is not None and self.received_on < self.ordered_on:
            detail = say("srm.received-before-ordered", received_on=self.received_on, ordered_on=self.ordered_on)
            raise RowRefused.naming(("received_on", detail))

    @property
    def outcome(self) -> Outcome:
        arrivals = (Arrival(self.received_on, self.received),) if self.received_on else ()
        return Outcome(self.due, self.quantity, arrivals, self.received - self.rejected, self.rejected)
