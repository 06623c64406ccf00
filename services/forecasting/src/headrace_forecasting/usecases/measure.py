"""How a forecast did once the actuals are in, against what naive would have said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from headrace_chassis.tx import Tx
from headrace_forecasting.model.accuracy import Accuracy
from headrace_forecasting.model.forecast_order import WEEK
from headrace_forecasting.model.series import Series
from headrace_forecasting.store import history
from headrace_forecasting.store.forecasts import all_series, orders
from headrace_forecasting.store.tables import series as table

Weekly = Mapping[tuple[str, int], float]


async def accuracy(tx: Tx, order_id: str, level: str) -> list[tuple[Series, Accuracy]]:
    """Of each series of a level, over the weeks that are past; none while no week is. Naive repeats the last week
    before the forecast."""
    order = await orders.get(tx, order_id)
    past = min((tx.today - order.first_day).days, (order.last_day - order.first_day).days + 1) // WEEK.days
    if past < 1:
        return []
    known = await all_series.all(tx, table.c.order_id == order_id, table.c.level.in_({level, "item"}))
    start = order.first_day - WEEK
    sold = await history.sold_weeks(tx, start, start + timedelta(weeks=past + 1))
    members = _items_of(known, level)
    return [(s, _measured(s, members[s.place(level)], sold, past)) for s in known if s.level == level]


def _items_of(known: Sequence[Series], level: str) -> dict[tuple[str, ...], list[str]]:
    """Place of a node -> the items below it."""
    members: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for series in known:
        if series.level == "item":
            members[series.place(level)].append(series.node)
    return members


def _measured(series: Series, items: Sequence[str], sold: Weekly, past: int) -> Accuracy:
    actual = [sum(sold.get((item, week), 0.0) for item in items) for week in range(past + 1)]
    said = [float(bucket.statistical.value) for bucket in series.buckets[:past]]
    return Accuracy.measure(actual[1:], said, [actual[0]] * past)
