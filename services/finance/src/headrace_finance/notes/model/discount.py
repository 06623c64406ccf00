"""What a bank keeps back when it buys a note before it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Money

DAYS_OF_YEAR = 360


@dataclass(frozen=True, slots=True)
class Discount:
    face: Money
    amount: Money
    yearly_rate: Decimal
    days: int

    @property
    def proceeds(self) -> Money:
        """What the holder is paid; with the discount it makes the face exactly."""
        return self.face - self.amount


def check_rate(yearly_rate: Decimal) -> None:
    """A rate is a fraction: who means 3 % and writes 3 is told so."""
    if not yearly_rate.is_finite() or not 0 <= yearly_rate < 1:
        raise RuleBroken(say("finance.rate-out-of-range", rate=yearly_rate))


def discount(face: Money, yearly_rate: Decimal, on: date, due: date) -> Discount:
    """Simple interest on the face, actual days over 360, rounded half to even once."""
    days = (due - on).days
    if days <= 0:
        raise RuleBroken(say("finance.discount-too-late", due=due, day=on))
    check_rate(yearly_rate)
    exact = face.minor * yearly_rate * days / DAYS_OF_YEAR
    kept = Money(int(exact.to_integral_value(ROUND_HALF_EVEN)), face.currency)
    if kept >= face:
        raise RuleBroken(say("finance.discount-eats-all", rate=yearly_rate, kept=kept, face=face))
    return Discount(face, kept, yearly_rate, days)
