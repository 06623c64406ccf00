"""What Prometheus is told of forecasts."""

from __future__ import annotations

from headrace_chassis.tables import counts
from headrace_chassis.tx import Tx
from headrace_forecasting.model.forecast_order import OrderState
from headrace_forecasting.store.tables import forecast_order

ERROR_RATIO = """
    SELECT avg((body->>'error')::float8) / nullif(avg((body->>'naive_error')::float8), 0)
      FROM series
     WHERE level = 'item' AND body->>'error' IS NOT NULL AND body->>'naive_error' IS NOT NULL
       AND order_id IN (SELECT max(id) FROM forecast_order GROUP BY tenant)
"""


async def orders(tx: Tx) -> dict[str, int]:
    return await counts(tx, forecast_order.c.state, OrderState)


async def error_ratio(tx: Tx) -> float | None:
    """Of the newest order of each organisation, over the items with enough history to measure."""
    ratio: float | None = await tx.raw.fetchval(ERROR_RATIO)
    return ratio
