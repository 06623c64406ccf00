"""What a forecast run is asked: items, what was sold of them day by day, and what is known about those days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

TOP = "all"


class Item(NamedTuple):
    """`decimals` are the places that quantities of it have, 0 for what is counted in pieces."""

    item: str
    unit: str
    decimals: int
    category: str
    subcategory: str

    @property
    def path(self) -> tuple[str, str, str, str]:
        return TOP, self.category, self.subcategory, self.item


class SoldDay(NamedTuple):
    """What was sold of an item on a day, net of returns; `value_minor` is None where a price is missing."""

    item: str
    day: date
    quantity: Decimal
    value_minor: int | None
    currency: str | None


class Span(NamedTuple):
    """Days of an item, both included."""

    item: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Question:
    """Sales before `first_day` are taken as complete. `declined` are the weeks that cleaning must leave alone."""

    items: tuple[Item, ...]
    sold: tuple[SoldDay, ...]
    lacking: tuple[Span, ...]
    declined: tuple[Span, ...]
    first_day: date
    weeks: int
