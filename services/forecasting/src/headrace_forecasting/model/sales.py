"""What was sold, and the steps in which an item is counted and forecast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median_low
from typing import Self

from headrace_contracts.units import FINEST
from headrace_contracts.values import MixedUnits, Money, Quantity, plain

EXACT_DIGITS = 15
"""Digits of a count that no floating point number spoils."""


@dataclass(frozen=True, slots=True)
class SalesLine:
    """One item sold on one day of the selling plant's calendar; a return has a negative quantity."""

    day: date
    item: str
    quantity: Quantity
    value: Money | None = None


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """A node of the forecast tree, such as level `category`, path `all`, `Bikes`: names from the top down."""

    level: str
    path: tuple[str, ...]

    @property
    def node(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Quantum:
    """The smallest step in which an item is counted, such as 1 piece or 0.001 kg."""

    step: Decimal
    unit: str

    @classmethod
    def of(cls, step: Decimal | int | str, unit: str) -> Self:
        size = Quantity.of(step, unit).value
        if size <= 0:
            raise ValueError(f"the step of {unit} must be more than zero, not {size}; use 1 for whole units")
        return cls(size, unit)

    @classmethod
    def suiting(cls, unit: str, decimals: int, sold: Iterable[Sequence[Decimal]]) -> Self:
        """1 for what is counted in pieces; else the smallest part of the unit, or a finer one in which most sales of
        some item are (`sold` are those of each item): one odd row does not count.
        """
        if not decimals:
            return cls(Decimal(1), unit)
        each = [quantities for quantities in sold if quantities]
        usual = (median_low([_places(quantity) for quantity in quantities]) for quantities in each)
        volume = sum(abs(quantity) for quantities in each for quantity in quantities)
        countable = max(EXACT_DIGITS - len(str(int(volume))), 0)
        return cls(Decimal(1).scaleb(-min(max(decimals, *usual, 0), countable)), unit)

    def count(self, quantity: Quantity) -> float:
        """How many steps a quantity is, parts of one included."""
        if quantity.unit != self.unit:
            raise MixedUnits(quantity, Quantity(self.step, self.unit))
        return float(quantity.value / self.step)

    def quantity(self, steps: int) -> Quantity:
        return Quantity(self.step * steps, self.unit)

    def amount(self, steps: float) -> Quantity:
        """That many steps, and parts of one, to the last place that any quantity has."""
        return Quantity(Decimal(plain(round(Decimal(steps) * self.step, FINEST))), self.unit)


def _places(quantity: Decimal) -> int:
    exponent = quantity.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
