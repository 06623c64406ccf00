"""What is planned: items in plants, their bills of material, the days on which a plant works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from headrace_contracts.messages import Message, say
from headrace_planning.model.refusal import WrongFact, WrongQuantity

Place = tuple[str, str]
"""An item and a plant."""


class Source(StrEnum):
    MAKE = "make"
    BUY = "buy"


class Policy(StrEnum):
    MAKE_TO_STOCK = "make_to_stock"
    MAKE_TO_ORDER = "make_to_order"


@dataclass(frozen=True, slots=True)
class PlanningItem:
    """An item as one plant plans it; quantities in its unit, lead time in working days of the plant."""

    item: str
    plant: str
    unit: str
    source: Source
    lead_time_days: int
    safety_stock: Decimal = Decimal(0)
    lot_minimum: Decimal = Decimal(0)
    lot_multiple: Decimal = Decimal(0)
    """Lots are whole multiples of this; 0 for any size."""
    days_of_supply: int = 1
    """One order covers the shortages of so many days; 1 orders for each day alone."""
    yield_share: Decimal = Decimal(1)
    """The share of an order that turns out good."""
    policy: Policy = Policy.MAKE_TO_STOCK
    decimals: int | None = None
    """Places that quantities are counted to; None for what is usual for the unit."""

    def __post_init__(self) -> None:
        for name in ("safety-stock", "lot-minimum", "lot-multiple", "lead-time-days"):
            if getattr(self, name.replace("-", "_")) < 0:
                raise WrongQuantity(say(f"planning.negative-{name}", item=self))
        if self.days_of_supply < 1:
            raise WrongQuantity(say("planning.days-of-supply", item=self))
        if not 0 < self.yield_share <= 1:
            raise WrongQuantity(say("planning.yield-share", item=self))
        if self.policy is Policy.MAKE_TO_ORDER and self.safety_stock:
            raise WrongFact(say("planning.no-safety-stock", item=self))

    @property
    def said(self) -> Message:
        return say("planning.item", item=self.item, plant=self.plant)

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class BomLine:
    """So much of the component goes into one unit of the parent, in every plant that makes the parent."""

    parent: str
    component: str
    quantity_per: Decimal
    scrap_share: Decimal = Decimal(0)
    """The share of what is issued that is lost: to have 9 good of 10 it is 0.1."""
    valid_from: date | None = None
    valid_to: date | None = None
    """The last day on which the line is valid."""

    def __post_init__(self) -> None:
        if not self.quantity_per > 0:
            raise WrongQuantity(say("planning.quantity-per", line=self, quantity_per=self.quantity_per))
        if not 0 <= self.scrap_share < 1:
            raise WrongQuantity(say("planning.scrap-share", line=self, scrap_share=self.scrap_share))

    @property
    def said(self) -> Message:
        return say("planning.bom-line", parent=self.parent, component=self.component)

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class PlantCalendar:
    """The days on which a plant works, receives and releases."""

    plant: str
    weekdays: frozenset[int] = frozenset(range(5))
    """Monday is 0."""
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise WrongFact(say("planning.weekdays", plant=self.plant))

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays
