"""What was sold, and the whole steps in which an item is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from headrace_contracts.values import MixedUnits, Money, Quantity


class NotInSteps(ValueError):
    """A quantity is not a whole number of its item's steps."""


@dataclass(frozen=True, slots=True)
class SalesLine:
    """One item sold on one day of the selling plant's calendar; a return has a negative quantity."""

    day: date
    item: str
    quantity: Quantity
    value: Money | None = None


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """A node of the forecast tree, such as level `category`, node `Bikes`."""

    level: str
    node: str


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
    def finest(cls, quantities: Iterable[Decimal], unit: str) -> Self:
        """The step that counts all of them: 1, or the power of ten of the longest fraction among them."""
        exponents = (quantity.normalize().as_tuple().exponent for quantity in quantities)
        longest = min((e for e in exponents if isinstance(e, int)), default=0)
        return cls(Decimal(1).scaleb(min(longest, 0)), unit)

    def count(self, quantity: Quantity) -> int:
        """How many steps a quantity is; refuses what would need rounding."""
        if quantity.unit != self.unit:
            raise MixedUnits(f"{quantity} can't be counted in steps of {self.step} {self.unit}; convert it first")
        steps = quantity.value / self.step
        if steps != steps.to_integral_value():
            raise NotInSteps(f"{quantity} is not a whole number of steps of {self.step} {self.unit}; round it first")
        return int(steps)

    def quantity(self, steps: int) -> Quantity:
        return Quantity(self.step * steps, self.unit)
