"""When an invoice is to be paid; the same for all firms."""

from __future__ import annotations

from datetime import date, timedelta

DAYS_TO_PAY = 90
_SATURDAY = 5


def due_on(issued: date) -> date:
    """Banks pay on Mondays to Fridays: what is due on a weekend is due on the Monday after it."""
    day = issued + timedelta(days=DAYS_TO_PAY)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)
