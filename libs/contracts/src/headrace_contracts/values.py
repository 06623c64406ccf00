"""The value types that every service and every event shares: exact quantities, prices and money.

A quantity is a decimal with a unit, money is integer minor units with a currency. Both refuse to be mixed
with another unit or currency, so a wrong sum can't be made by accident. A price is what one unit costs: a
decimal that may be finer than a cent, and becomes money only when it meets a quantity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from fractions import Fraction
from math import floor
from typing import Self

from headrace_contracts.currencies import minor_digits


class MixedUnits(ValueError):
    """Two quantities of different units, or money of two currencies, met in one sum."""

    def __init__(self, one: Quantity | Money, other: Quantity | Money) -> None:
        super().__init__(one, other)
        self.one, self.other = one, other

    def __str__(self) -> str:
        return (
            f"{self.one} and {self.other} have different {'units' if isinstance(self.one, Quantity) else 'currencies'}"
        )


@dataclass(frozen=True, slots=True, order=False)
class Quantity:
    """An exact amount of something in one unit, such as 12.5 kg."""

    value: Decimal
    unit: str

    @classmethod
    def of(cls, value: Decimal | int | str, unit: str) -> Self:
        """Make a quantity from what a person or a file wrote; raises ValueError on anything but a finite number."""
        try:
            number = Decimal(value)
        except InvalidOperation as error:
            raise ValueError(f"{value!r} is not a number") from error
        if not number.is_finite():
            raise ValueError(f"{value!r} is not a finite number")
        return cls(number, unit)

    @classmethod
    def zero(cls, unit: str) -> Self:
        return cls(Decimal(0), unit)

    def has_at_most(self, decimals: int) -> bool:
        """Whether it is no finer than so many decimal places; 1.50 has one."""
        exponent = self.value.normalize().as_tuple().exponent
        return isinstance(exponent, int) and -exponent <= decimals

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.value + self._same_unit(other), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.value - self._same_unit(other), self.unit)

    def __mul__(self, factor: Decimal | int) -> Quantity:
        return Quantity(self.value * factor, self.unit)

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, self.unit)

    def __lt__(self, other: Quantity) -> bool:
        return self.value < self._same_unit(other)

    def __le__(self, other: Quantity) -> bool:
        return self.value <= self._same_unit(other)

    def __gt__(self, other: Quantity) -> bool:
        return self.value > self._same_unit(other)

    def __ge__(self, other: Quantity) -> bool:
        return self.value >= self._same_unit(other)

    def __bool__(self) -> bool:
        return self.value != 0

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit}"

    def _same_unit(self, other: Quantity) -> Decimal:
        if other.unit != self.unit:
            raise MixedUnits(self, other)
        return other.value


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """Whole minor units (cents, fen) of one currency (ISO 4217)."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> Self:
        """Make money from major units (`12.34` EUR), rounding half to even at the minor unit."""
        minor = (Decimal(amount) * 10 ** minor_digits(currency)).to_integral_value(ROUND_HALF_EVEN)
        return cls(int(minor), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def total(cls, parts: Iterable[Money], currency: str) -> Money:
        return sum(parts, start=cls.zero(currency))

    @property
    def major(self) -> Decimal:
        digits = minor_digits(self.currency)
        return Decimal(self.minor).scaleb(-digits)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same_currency(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same_currency(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def times(self, factor: Decimal | int) -> Money:
        """Multiply by a quantity or a rate, rounding half to even once."""
        return Money(int((self.minor * Decimal(factor)).to_integral_value(ROUND_HALF_EVEN)), self.currency)

    def allocate(self, weights: Sequence[Decimal | int]) -> tuple[Money, ...]:
        """Split by weights without losing a minor unit (largest remainder, ties to the earlier part).

        What is taken back is split as it was given: the parts of a negative amount are those of the positive one.
        """
        shares = [Fraction(w) for w in weights]
        total = sum(shares)
        if total <= 0 or min(shares) < 0:
            raise ValueError("weights must not be below zero and must add up to more than that")
        whole, sign = abs(self.minor), -1 if self.minor < 0 else 1
        exact = [whole * share / total for share in shares]
        parts = [floor(e) for e in exact]
        by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for i in by_remainder[: whole - sum(parts)]:
            parts[i] += 1
        return tuple(Money(sign * p, self.currency) for p in parts)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same_currency(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same_currency(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same_currency(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same_currency(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.major} {self.currency}"

    def _same_currency(self, other: Money) -> int:
        if other.currency != self.currency:
            raise MixedUnits(self, other)
        return other.minor


@dataclass(frozen=True, slots=True, order=False)
class Price:
    """What one unit of something costs, exactly, in major units: 0.0125 EUR a screw."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, each: Money) -> Price:
        return cls(each.major, each.currency)

    @classmethod
    def whole(cls, minor: int, currency: str) -> Price:
        return cls.of(Money(minor, currency))

    @classmethod
    def known(cls, exact: Price | None, rounded: Money) -> Price:
        """The price of an event: `rounded` is all that those of before had."""
        return exact or cls.of(rounded)

    @property
    def rounded(self) -> Money:
        """To the minor unit, half to even."""
        return Money.of(self.amount, self.currency)

    def times(self, quantity: Decimal | int) -> Money:
        """What so many units cost, rounded half to even once."""
        return Money.of(self.amount * quantity, self.currency)

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"


def plain(number: Decimal) -> str:
    """A decimal as people write it: no exponent, no trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
