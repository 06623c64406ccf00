"""Forecast orders with their numbers and lines, and the series of each run."""

from __future__ import annotations

from sqlalchemy import func, select, text

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_forecasting.model.forecast_line import ForecastLine
from headrace_forecasting.model.forecast_order import ForecastOrder
from headrace_forecasting.model.series import Series
from headrace_forecasting.store.tables import forecast_line, forecast_number, forecast_order, series

NEXT_NUMBER = text(
    "INSERT INTO forecast_number (tenant, last) VALUES (:tenant, 1) "
    "ON CONFLICT (tenant) DO UPDATE SET last = forecast_number.last + 1 RETURNING last"
)

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


async def next_number(tx: Tx) -> str:
    last = (await tx.execute(NEXT_NUMBER, {"tenant": tx.tenant})).scalar_one()
    return f"FO-{last:06d}"


async def one_release_at_a_time(tx: Tx) -> None:
    """Two orders tell of the same items: the events of one must all stand before those of the other."""
    await tx.execute(select(forecast_number).with_for_update())


async def latest_order(tx: Tx) -> str | None:
    latest: str | None = (await tx.execute(select(func.max(forecast_order.c.id)))).scalar_one()
    return latest
