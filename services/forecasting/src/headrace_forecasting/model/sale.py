"""Rows of history that others load, and the rules they keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Money, Quantity

LARGEST = Decimal(10) ** 9
DECIMALS = 6
DEAREST = 10**12


@dataclass(frozen=True, slots=True)
class RowProblem:
    field: str
    detail: str


@dataclass(frozen=True, slots=True)
class Sale:
    """What a customer bought of an item on a day; a return has a negative quantity. `price` is for one unit."""

    reference: str
    item: str
    customer: str
    day: date
    quantity: Quantity
    price: Money | None

    @property
    def key(self) -> tuple[object, ...]:
        return (self.reference,)

    def problem(self, unit: str | None, today: date) -> RowProblem | None:
        """What is wrong with it; `unit` is its item's, None when nobody defined the item."""
        return _unknown(self.item, unit) or _future("day", self.day, today) or self._wrong_figure(unit)

    def _wrong_figure(self, unit: str | None) -> RowProblem | None:
        value = self.quantity.value
        if self.quantity.unit != unit:
            return RowProblem("quantity.unit", f"{self.item} is counted in {unit}, not {self.quantity.unit}")
        if not value or abs(value) > LARGEST or value != round(value, DECIMALS):
            words = f"{value} is no quantity: not 0, {LARGEST:,} at most, {DECIMALS} decimals at most"
            return RowProblem("quantity.value", words)
        if self.price and not 0 <= self.price.minor <= DEAREST:
            return RowProblem("price.minor", f"{self.price.minor} is no price: from 0 to {DEAREST:,}")
        return None


@dataclass(frozen=True, slots=True)
class StockOut:
    """Days on which an item could not be sold for want of stock, both days included."""

    item: str
    first_day: date
    last_day: date

    @property
    def key(self) -> tuple[object, ...]:
        return (self.item, self.first_day)

    def problem(self, unit: str | None, today: date) -> RowProblem | None:
        wrong = _unknown(self.item, unit) or _future("last_day", self.last_day, today)
        if wrong is None and self.last_day < self.first_day:
            return RowProblem("last_day", f"{self.last_day} is before the first day {self.first_day}")
        return wrong


def _unknown(item: str, unit: str | None) -> RowProblem | None:
    return RowProblem("item", f"there is no item {item!r}; define it first") if unit is None else None


def _future(field: str, day: date, today: date) -> RowProblem | None:
    return RowProblem(field, f"{day} is after today ({today})") if day > today else None
