"""Rows of history that others load, and the rules they keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.messages import Message, say
from headrace_contracts.units import FINEST
from headrace_contracts.values import Price, Quantity
from headrace_forecasting.model.reach import Reach

LARGEST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class RowProblem:
    field: str
    detail: Message


@dataclass(frozen=True, slots=True)
class Counted:
    """How an item is counted: in this unit, with so many decimal places; 0 = in pieces."""

    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Sale:
    """What a customer bought of an item on a day; a return has a negative quantity. `price` is for one unit."""

    reference: str
    item: str
    customer: str
    day: date
    quantity: Quantity
    price: Price | None

    @property
    def key(self) -> tuple[object, ...]:
        return (self.reference,)

    def problem(self, counted: Counted | None, reach: Reach) -> RowProblem | None:
        """What is wrong with it; `counted` is None when nobody defined the item."""
        if counted is None:
            return _unknown(self.item)
        return _wrong_day("day", self.day, reach) or self._wrong_quantity(counted)

    def _wrong_quantity(self, counted: Counted) -> RowProblem | None:
        value, unit = self.quantity.value, self.quantity.unit
        if unit != counted.unit:
            return RowProblem(
                "quantity.unit", say("forecasting.counted-in", item=self.item, unit=counted.unit, given=unit)
            )
        if not value or abs(value) > LARGEST or not self.quantity.has_at_most(FINEST):
            words = say("forecasting.no-quantity", value=value, most=format(LARGEST, ","), finest=FINEST)
            return RowProblem("quantity.value", words)
        if not counted.decimals and not self.quantity.has_at_most(0):
            words = say("forecasting.counted-whole", item=self.item, unit=unit, value=value)
            return RowProblem("quantity.value", words)
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

    def problem(self, counted: Counted | None, reach: Reach) -> RowProblem | None:
        if counted is None:
            return _unknown(self.item)
        if self.last_day < self.first_day:
            return RowProblem(
                "last_day", say("forecasting.last-before-first", last_day=self.last_day, first_day=self.first_day)
            )
        return _wrong_day("first_day", self.first_day, reach) or _wrong_day("last_day", self.last_day, reach)


def _unknown(item: str) -> RowProblem:
    return RowProblem("item", say("forecasting.no-item", item=item))


def _wrong_day(field: str, day: date, reach: Reach) -> RowProblem | None:
    wrong = reach.why_not(day)
    return RowProblem(field, wrong) if wrong else None
