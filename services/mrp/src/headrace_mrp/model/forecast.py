"""MRP-1: released forecast as demand: whole pieces, and nothing of the days that are over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from headrace_contracts.values import Quantity
from headrace_planning.model.demand import Demand, DemandKind


@dataclass(frozen=True, slots=True)
class Bucket:
    """So much is expected to be asked for in the `days` from `start`."""

    release: str
    start: date
    days: int
    quantity: Quantity

    def left_on(self, today: date) -> Decimal:
        """A bucket under way counts in proportion to its days left."""
        gone = min(max((today - self.start).days, 0), self.days)
        return self.quantity.value * (self.days - gone) / self.days


def demand_of(item: str, plant: str, buckets: Sequence[Bucket], today: date, decimals: int) -> Iterator[Demand]:
    """Buckets in order of time, each due on its first day left; rounding never adds up."""
    smallest = Decimal(1).scaleb(-decimals)
    expected = planned = Decimal(0)
    for bucket in buckets:
        expected += bucket.left_on(today)
        quantity = (expected - planned).quantize(smallest, ROUND_HALF_EVEN)
        if quantity > 0:
            planned += quantity
            due = max(bucket.start, today)
            amount = Quantity(quantity, bucket.quantity.unit)
            yield Demand(DemandKind.FORECAST, bucket.release, bucket.start.isoformat(), item, plant, amount, due)


def within(demands: Sequence[Demand], today: date, horizon_days: int) -> tuple[Demand, ...]:
    last = today + timedelta(days=horizon_days)
    return tuple(demand for demand in demands if demand.due <= last)
