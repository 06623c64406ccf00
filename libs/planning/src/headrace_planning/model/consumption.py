"""MRP-1: customer orders consume the forecast they were forecast by; what is left stays demand.

The demand of an item is then the orders and the rest of the forecast, never both for the same piece.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from headrace_contracts.values import Quantity
from headrace_planning.model.demand import ConsumptionWindow, Demand, DemandKind, OrderLine


@dataclass(frozen=True, slots=True)
class Consumption:
    """So much of a forecast bucket turned out to be this order."""

    order: OrderLine
    forecast: OrderLine
    item: str
    plant: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class MergedDemand:
    demands: tuple[Demand, ...]
    """All that orders still wait for, and each forecast with what is left of it, in canonical order."""
    consumed: tuple[Consumption, ...]


def merge(demands: Iterable[Demand], window: ConsumptionWindow, start: date) -> MergedDemand:
    """Orders by due date take forecast of the same item: back from the due date, then forward.

    Forecast of the order's own plant goes first; an item may be forecast in one plant and ordered from another. What
    was shipped of an order goes on taking it, also of days that are over. Of a bucket under way on `start` that part
    of the rest stays demand that its days left are of all.
    """
    pools: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for demand in sorted(demands, key=_canonical):
        pools[demand.item, demand.quantity.unit].append(demand)
    merged: list[Demand] = []
    consumed: list[Consumption] = []
    for pool in pools.values():
        orders = [d for d in pool if d.kind is DemandKind.CUSTOMER_ORDER]
        forecasts = [d for d in pool if d.kind is not DemandKind.CUSTOMER_ORDER]
        left = [f.quantity for f in forecasts]
        for order in orders:
            consumed.extend(_consume(order, forecasts, left, window))
        rest = [_from(start, f, q) for f, q in zip(forecasts, left, strict=True)]
        merged.extend(sorted((d for d in [*orders, *rest] if d.quantity), key=_canonical))
    return MergedDemand(tuple(merged), tuple(consumed))


def _consume(
    order: Demand, forecasts: Sequence[Demand], left: list[Quantity], window: ConsumptionWindow
) -> Iterator[Consumption]:
    open_ = order.quantity if order.foreseen is None else order.foreseen
    for i in _in_reach(order, forecasts, window):
        part = min(open_, left[i])
        if part:
            left[i] -= part
            open_ -= part
            yield Consumption(order.order_line, forecasts[i].order_line, order.item, order.plant, part)
        if not open_:
            return


def _from(start: date, forecast: Demand, rest: Quantity) -> Demand:
    """What of the rest is still to come, as finely counted as the forecast is."""
    gone = min(max((start - forecast.due).days, 0), forecast.days)
    if not gone:
        return replace(forecast, quantity=rest)
    exponent = forecast.quantity.value.as_tuple().exponent
    smallest = Decimal(1).scaleb(min(int(exponent), 0))
    left = (rest.value * (forecast.days - gone) / forecast.days).quantize(smallest, ROUND_HALF_EVEN)
    return replace(forecast, quantity=Quantity(left, rest.unit), due=start, days=max(forecast.days - gone, 1))


def _in_reach(order: Demand, forecasts: Sequence[Demand], window: ConsumptionWindow) -> list[int]:
    """Of its own plant before others: those at and before the due date from the nearest back, then on from it."""
    ahead = [(forecast.due - order.due).days for forecast in forecasts]
    back = [i for i, days in enumerate(ahead) if -window.backward_days <= days <= 0]
    on = [i for i, days in enumerate(ahead) if 0 < days <= window.forward_days]
    nearest = [*sorted(back, key=lambda i: (-ahead[i], i)), *on]
    return sorted(nearest, key=lambda i: forecasts[i].plant != order.plant)


def _canonical(demand: Demand) -> tuple[str, int, str, str, str, str]:
    return (
        demand.item,
        demand.due.toordinal(),
        demand.plant,
        demand.kind.value,
        demand.reference,
        demand.line,
    )
