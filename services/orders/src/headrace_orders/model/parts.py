"""What an order is made of: its lines, who makes them, who doesn't, and how its promise has moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headrace_contracts.messages import Message, Said, kept
from headrace_contracts.values import Money, Price, Quantity
from headrace_orders.model.taking import CatalogueItem, WantedLine


@dataclass(slots=True)
class OrderLine:
    """`unit_price` is `price_per_unit` rounded to minor units, and all that an order of before has."""

    line: int
    item: str
    quantity: Quantity
    due: date
    unit_price: Money
    delivered: Quantity
    price_per_unit: Price | None = None
    taken_back: Quantity | None = None
    """What of it was not sent when the order was closed."""

    @classmethod
    def of(cls, number: int, want: WantedLine, known: CatalogueItem) -> OrderLine:
        price = known.price
        assert price is not None
        return cls(number, want.item, want.quantity, want.due, price.rounded, Quantity.zero(known.unit), price)

    @property
    def price(self) -> Price:
        return Price.known(self.price_per_unit, self.unit_price)

    @property
    def total(self) -> Money:
        return self.price.times(self.quantity.value)

    @property
    def is_delivered(self) -> bool:
        return self.delivered >= self.quantity


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a line that one factory makes, or sends from stock, and why it was chosen.

    It is worked on from `start` and with the customer on the day `finish`.
    """

    line: int
    item: str
    plant: str
    quantity: Quantity
    start: date
    finish: date
    reason: str
    reason_said: Message | None = None

    @property
    def key(self) -> tuple[int, str]:
        return self.line, self.plant


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a factory does not make a line."""

    line: int
    plant: str
    code: str
    reason: str
    reason_said: Message | None = None

    @classmethod
    def because(cls, key: tuple[int, str], code: str, why: Said) -> Refusal:
        return cls(*key, code, *kept(why))


@dataclass(frozen=True, slots=True)
class PromiseChange:
    previous: date
    promise: date
    cause: str
    reference: str
    cause_said: Message | None = None

    @property
    def days(self) -> int:
        return (self.promise - self.previous).days
