"""Forecast orders with their lines, and the series of each run."""

from __future__ import annotations

from sqlalchemy import func, select

from headrace_chassis.documents import Documents
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_forecasting.model.forecast_line import ForecastLine
from headrace_forecasting.model.forecast_order import ForecastOrder
from headrace_forecasting.model.series import Series
from headrace_forecasting.store.tables import forecast_line, forecast_order, series

orders = Documents(
    "forecast order",
    ForecastOrder,
    forecast_order,
    columns=lambda o: {"number": o.number, "state": o.state.value},
)
lines = Documents(
    "forecast line",
    ForecastLine,
    forecast_line,
    columns=lambda line: {"order_id": line.order, "item": line.item},
)
all_series = Documents(
    "series",
    Series,
    series,
    columns=lambda s: {"order_id": s.order, "level": s.level, "node": s.node, "method": s.method},
)


async def one_release_at_a_time(tx: Tx) -> None:
    """Two orders tell of the same items: the events of one must all stand before those of the other."""
    await in_turn(tx, f"forecast releases {tx.tenant}")


async def latest_order(tx: Tx) -> str | None:
    latest: str | None = (await tx.execute(select(func.max(forecast_order.c.id)))).scalar_one()
    return latest
