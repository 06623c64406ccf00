"""Minutes as whole ticks: exact, as far as a horizon of them can be counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, lcm

from headrace_orders.model.work import Effort

MOST_MINUTES = Decimal(10**9)
"""More minutes of one day are not looked at."""
MOST_TICKS = 2**53


@dataclass(frozen=True, slots=True)
class Ticks:
    """So many ticks of a work centre are a minute; decimal minutes are whole ticks, or a little more."""

    per_minute: int

    @classmethod
    def for_all(cls, efforts: Iterable[tuple[Effort, int]], minutes_per_day: Decimal, days: int) -> Ticks:
        """`efforts` with the decimal places of what is made."""
        exact = [
            part for effort, decimals in efforts for part in (Fraction(effort.setup), _of_quantum(effort, decimals))
        ]
        finest = lcm(*(part.denominator for part in exact)) if exact else 1
        most = MOST_TICKS // (max(1, ceil(min(minutes_per_day, MOST_MINUTES))) * days)
        return cls(finest if finest <= most else int(10 ** (len(str(most)) - 1)))

    def setup(self, effort: Effort) -> int:
        return ceil(Fraction(effort.setup) * self.per_minute)

    def of_quantum(self, effort: Effort, decimals: int) -> int:
        return ceil(_of_quantum(effort, decimals) * self.per_minute)

    def idle(self, minutes: Decimal) -> int:
        return floor(Fraction(min(minutes, MOST_MINUTES)) * self.per_minute)

    def minutes(self, ticks: int) -> Decimal:
        return Decimal(ticks) / self.per_minute


def _of_quantum(effort: Effort, decimals: int) -> Fraction:
    return Fraction(effort.run) / Fraction(10) ** decimals
