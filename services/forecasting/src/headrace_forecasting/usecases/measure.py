"""How a forecast did once the actuals are in, against what naive would have said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from headrace_chassis.tx import Tx
from headrace_forecasting.engine.arrays import Flags, Floats
from headrace_forecasting.engine.demand.returns import settled
from headrace_forecasting.model.accuracy import Accuracy
from headrace_forecasting.model.forecast_order import WEEK
from headrace_forecasting.model.series import Series
from headrace_forecasting.store import decisions, history
from headrace_forecasting.store.forecasts import all_series, orders
from headrace_forecasting.store.tables import series as table

LOOK_BACK = timedelta(weeks=52)
"""Returns are taken off what was sold so long before."""
Weekly = Mapping[str, Floats]


async def accuracy(tx: Tx, order_id: str, level: str) -> list[tuple[Series, Accuracy]]:
    """Of each series of a level, over the weeks that are past; none while no week is. Naive repeats the last week
    before the forecast."""
    order = await orders.get(tx, order_id)
    past = min((tx.today - order.first_day).days, (order.last_day - order.first_day).days + 1) // WEEK.days
    if past < 1:
        return []
    known = await all_series.all(tx, table.c.order_id == order_id, table.c.level.in_({level, "item"}))
    sold = await _sold(tx, order.first_day - LOOK_BACK, order.first_day + past * WEEK)
    members = _items_of(known, level)
    return [(s, _measured(s, members[s.place(level)], sold, past)) for s in known if s.level == level]


async def _sold(tx: Tx, start: date, end: date) -> Weekly:
    """Item -> what was sold of it week by week, returns settled as for a forecast."""
    weeks = (end - start) // WEEK
    sold: dict[str, Floats] = defaultdict(lambda: np.zeros(weeks))
    held: dict[str, Flags] = defaultdict(lambda: np.zeros(weeks, dtype=bool))
    for (item, week), quantity in (await history.sold_weeks(tx, start, end)).items():
        sold[item][week] = quantity
    for declined in await decisions.declined_weeks(tx):
        if start <= declined.first_day < end:
            held[declined.item][(declined.first_day - start) // WEEK] = True
    return {item: settled(quantities, held[item]) for item, quantities in sold.items()}


def _items_of(known: Sequence[Series], level: str) -> dict[tuple[str, ...], list[str]]:
    """Place of a node -> the items below it."""
    members: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for series in known:
        if series.level == "item":
            members[series.place(level)].append(series.node)
    return members


def _measured(series: Series, items: Sequence[str], sold: Weekly, past: int) -> Accuracy:
    actual = sum((sold[item][-past - 1 :] for item in items if item in sold), start=np.zeros(past + 1)).tolist()
    said = [float(bucket.statistical.value) for bucket in series.buckets[:past]]
    return Accuracy.measure(actual[1:], said, [actual[0]] * past)
