"""What a seller agreed to beforehand: who may order, how much of it, how urgently. All else waits for its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headrace_contracts.messages import Message, say
from headrace_contracts.orders.v1 import CustomerTermsStated
from headrace_contracts.values import Money, Quantity, plain
from headrace_orders.model.taking import OrderRefused

ORDINARY = 0
"""The priority of an order that is not more urgent than others."""


class Ordering(StrEnum):
    FREE = "free"
    ON_ACCEPTANCE = "on_acceptance"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTerms:
    """Of one customer, or of all without terms of their own (`customer` is None).

    `most_per_line` is in the item's own unit, `most_open` what a customer's open orders may come to. Without a bound
    there is none.
    """

    customer: str | None
    ordering: Ordering
    most_per_line: Decimal | None
    most_open: Money | None
    highest_priority: int

    def expect_open_to(self, customer: str, seller: str, priority: int) -> None:
        """Raises OrderRefused."""
        if self.ordering is Ordering.CLOSED:
            raise OrderRefused.naming(("seller", say("orders.closed-to", seller=seller, customer=customer)))
        if priority > self.highest_priority:
            why = say(
                "orders.too-urgent", seller=seller, customer=customer, highest=self.highest_priority, asked=priority
            )
            raise OrderRefused.naming(("priority", why))

    def beyond(self, quantities: Sequence[Quantity], total: Money, before: Sequence[Money]) -> Message | None:
        """Why an order waits for the seller's word; None when it doesn't. `before` are its customer's open orders."""
        if self.ordering is Ordering.ON_ACCEPTANCE:
            return say("orders.accepts-each")
        most = self.most_per_line
        if most is not None and (above := [q for q in quantities if q.value > most]):
            return say("orders.beyond-a-line", asked=above[0], most=most)
        return self._beyond_open(total, before)

    def _beyond_open(self, total: Money, before: Sequence[Money]) -> Message | None:
        if self.most_open is None:
            return None
        if total.currency != self.most_open.currency:
            return say("orders.other-currency", currency=total.currency, agreed=self.most_open.currency)
        same = [each for each in before if each.currency == total.currency]
        together = Money.total([total, *same], total.currency)
        if together.minor <= self.most_open.minor:
            return None
        return say("orders.beyond-open", together=together, most_open=self.most_open)

    def stated(self, seller: str) -> CustomerTermsStated:
        return CustomerTermsStated(
            seller=seller,
            customer=self.customer or "",
            ordering=self.ordering.value,
            most_per_line=None if self.most_per_line is None else plain(self.most_per_line),
            most_open=self.most_open,
            highest_priority=self.highest_priority,
        )


USUAL = CustomerTerms(
    customer=None,
    ordering=Ordering.FREE,
    most_per_line=Decimal(1000),
    most_open=None,
    highest_priority=ORDINARY,
)
"""While the seller has said nothing: an ordinary order is taken, a large one waits, none goes before others."""
