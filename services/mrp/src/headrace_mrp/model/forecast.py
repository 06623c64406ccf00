"""MRP-1: released forecast as demand, in whole pieces."""

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


def demand_of(item: str, plant: str, buckets: Sequence[Bucket], decimals: int) -> Iterator[Demand]:
    """Buckets in order of time; rounding never adds up."""
    smallest = Decimal(1).scaleb(-decimals)
    expected = planned = Decimal(0)
    for bucket in buckets:
        expected += bucket.quantity.value
        quantity = (expected - planned).quantize(smallest, ROUND_HALF_EVEN)
        if quantity > 0:
            planned += quantity
            name, amount = bucket.start.isoformat(), Quantity(quantity, bucket.quantity.unit)
            yield Demand(DemandKind.FORECAST, bucket.release, name, item, plant, amount, bucket.start, days=bucket.days)


def within(demands: Sequence[Demand], today: date, horizon_days: int) -> tuple[Demand, ...]:
    last = today + timedelta(days=horizon_days)
    return tuple(demand for demand in demands if demand.due <= last)
