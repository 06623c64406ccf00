"""The days that sales history may speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from typing import Self

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, say

YEARS = 10
"""How far back history reaches when a company has not said it; MOST_YEARS is as far as it may."""
MOST_YEARS = 20
AHEAD = timedelta(days=1)
"""A day begins east of here before it is today."""


class FirstYearRefused(RuleBroken):
    """History can't begin in that year."""


@dataclass(frozen=True, slots=True)
class Reach:
    first: date
    last: date

    @classmethod
    def on(cls, today: date, first_year: int | None) -> Self:
        """`first_year` is what the company chose, if it did."""
        year = max(first_year or today.year - YEARS, today.year - MOST_YEARS, MINYEAR)
        return cls(date(min(year, today.year), 1, 1), today + AHEAD)

    def why_not(self, day: date) -> Message | None:
        """What is wrong with a day of history."""
        if day > self.last:
            return say("forecasting.not-sold-yet", day=day, last=self.last)
        if day < self.first:
            return say("forecasting.before-history", day=day, first=self.first)
        return None


def check_first_year(year: int, today: date) -> None:
    """Raises FirstYearRefused."""
    if not today.year - MOST_YEARS <= year <= today.year:
        raise FirstYearRefused(say("forecasting.first-year", year=year, first=today.year - MOST_YEARS, last=today.year))
