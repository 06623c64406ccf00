"""What making an item takes of a work centre, and what the work centre has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Price

MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Effort:
    """Minutes once for a lot, and for one unit of the item."""

    setup: Decimal
    run: Decimal

    def of(self, quantity: Decimal) -> Decimal:
        return self.setup + self.run * quantity


@dataclass(frozen=True, slots=True)
class WorkCentre:
    name: str
    plant: str
    minutes_per_day: Decimal
    cost_per_hour: Price
    booked: Mapping[date, Decimal]

    def idle_on(self, day: date) -> Decimal:
        return max(Decimal(0), self.minutes_per_day - self.booked.get(day, Decimal(0)))


def bottleneck(efforts: Mapping[str, Effort], centres: Mapping[str, WorkCentre], quantity: Decimal) -> str:
    """The work centre where so much takes the largest share of a day."""
    return max(efforts, key=lambda name: (efforts[name].of(quantity) / centres[name].minutes_per_day, name))


@dataclass(frozen=True, slots=True)
class Hold:
    """Minutes of a work centre on one day for a part of a line, and how much is made in them."""

    line: int
    item: str
    plant: str
    work_centre: str
    day: date
    minutes: Decimal
    quantity: Decimal
