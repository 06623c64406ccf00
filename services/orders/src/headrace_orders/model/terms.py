"""What a firm agrees to beforehand: a seller to orders of its customers, a customer to orders that a seller enters in
its name. All else waits for its word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headrace_contracts.messages import Message, say
from headrace_contracts.orders.v1 import BuyingTermsStated, CustomerTermsStated
from headrace_contracts.values import Money, Quantity, plain
from headrace_orders.model.taking import OrderRefused

ORDINARY = 0
"""The priority of an order that is not more urgent than others."""


class Side(StrEnum):
    SELLER = "seller"
    CUSTOMER = "customer"

    @property
    def other(self) -> Side:
        return Side.CUSTOMER if self is Side.SELLER else Side.SELLER


class Ordering(StrEnum):
    FREE = "free"
    ON_ACCEPTANCE = "on_acceptance"
    CLOSED = "closed"


CLOSED = {
    Side.SELLER: "orders.closed-to",
    Side.CUSTOMER: "orders.closed-in-its-name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Of one partner, or of all without terms of their own (`partner` is None).

    `most_per_line` is in the item's own unit, `most_open` what the customer's open orders may come to. Without a bound
    there is none. A priority is the seller's to bound: it is among its own orders that one goes before others.
    """

    side: Side
    """Of whom states them."""
    partner: str | None
    ordering: Ordering
    most_per_line: Decimal | None
    most_open: Money | None
    highest_priority: int | None = None

    def expect_open(self, own: str, partner: str, priority: int) -> None:
        """`own` states them. Raises OrderRefused."""
        if self.ordering is Ordering.CLOSED:
            raise OrderRefused.naming((self.side.value, say(CLOSED[self.side], own=own, partner=partner)))
        if self.highest_priority is not None and priority > self.highest_priority:
            why = say("orders.too-urgent", own=own, partner=partner, highest=self.highest_priority, asked=priority)
            raise OrderRefused.naming(("priority", why))

    def beyond(self, quantities: Sequence[Quantity], total: Money, before: Sequence[Money]) -> Message | None:
        """Why an order waits for the word of whose terms they are; None when it doesn't. `before` are open orders."""
        if self.ordering is Ordering.ON_ACCEPTANCE:
            return say("orders.accepts-each", side=self.side, other=self.side.other)
        most = self.most_per_line
        if most is not None and (above := [q for q in quantities if q.value > most]):
            return say("orders.beyond-a-line", asked=above[0], most=most, side=self.side)
        return self._beyond_open(total, before)

    def _beyond_open(self, total: Money, before: Sequence[Money]) -> Message | None:
        if self.most_open is None:
            return None
        if total.currency != self.most_open.currency:
            return say("orders.other-currency", currency=total.currency, agreed=self.most_open.currency, side=self.side)
        same = [each for each in before if each.currency == total.currency]
        together = Money.total([total, *same], total.currency)
        if together.minor <= self.most_open.minor:
            return None
        return say("orders.beyond-open", together=together, most_open=self.most_open, side=self.side)

    def stated(self, own: str) -> CustomerTermsStated | BuyingTermsStated:
        most_per_line = None if self.most_per_line is None else plain(self.most_per_line)
        if self.side is Side.SELLER:
            return CustomerTermsStated(
                seller=own,
                customer=self.partner or "",
                ordering=self.ordering.value,
                most_per_line=most_per_line,
                most_open=self.most_open,
                highest_priority=self.highest_priority or ORDINARY,
            )
        return BuyingTermsStated(
            customer=own,
            seller=self.partner or "",
            ordering=self.ordering.value,
            most_per_line=most_per_line,
            most_open=self.most_open,
        )


def usual(side: Side) -> Terms:
    """While a firm has said nothing: an ordinary order is taken, a large one waits, none goes before others; what the
    seller enters by telephone is an order."""
    return Terms(
        side=side,
        partner=None,
        ordering=Ordering.FREE,
        most_per_line=Decimal(1000) if side is Side.SELLER else None,
        most_open=None,
        highest_priority=ORDINARY if side is Side.SELLER else None,
    )
