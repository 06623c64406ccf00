"""People review a forecast: they adjust lines, decline cleaned weeks, and release the order into planning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_forecasting.model.forecast_line import ForecastLine
from headrace_forecasting.model.forecast_order import ForecastOrder
from headrace_forecasting.model.series import CleanedWeek, Decline, Series
from headrace_forecasting.store import declines
from headrace_forecasting.store.forecasts import all_series, lines, one_release_at_a_time, orders
from headrace_forecasting.store.tables import forecast_line


async def adjust(
    tx: Tx, order_id: str, item: str, figures: Mapping[date, Quantity], who: str, why: str, version: int
) -> ForecastLine:
    """`version` is the line's; the order's rises too, so that nobody releases what they have not seen."""
    order = await orders.take(tx, order_id)
    line = await lines.get(tx, ForecastLine.name(order_id, item), version=version)
    order.adjust(line, figures, who, why, tx.now)
    await lines.save(tx, line)
    await orders.save(tx, order)
    return line


async def release(tx: Tx, order_id: str, who: str, version: int) -> ForecastOrder:
    await one_release_at_a_time(tx)
    order = await orders.get(tx, order_id, version=version)
    order.release(await lines.all(tx, forecast_line.c.order_id == order_id), who, tx.now)
    await orders.save(tx, order)
    tx.tell(order)
    return order


async def changes_of(tx: Tx, series_id: str) -> list[tuple[CleanedWeek, Decline | None]]:
    """What the run cleaned and what stands declined, by week; a decline shows in every later run's series too."""
    series = await all_series.get(tx, series_id)
    return await _changes(tx, series)


async def decide(
    tx: Tx, series_id: str, week: date, declined: bool, who: str, why: str
) -> tuple[CleanedWeek, Decline | None]:
    """Decline a change, or take that back; later runs obey. Raises Missing when the week has no change."""
    series = await all_series.get(tx, series_id)
    change = next((c for c, _ in await _changes(tx, series) if c.week == week), None)
    if change is None:
        raise Missing(f"The week of {week} of {series.node} was not cleaned. Use a `week` of the series' changes.")
    if not declined:
        await declines.drop(tx, series.item, week)
        return change, None
    decline = Decline(series.item, change, who, why, tx.now)
    await declines.keep(tx, decline)
    return change, decline


async def _changes(tx: Tx, series: Series) -> list[tuple[CleanedWeek, Decline | None]]:
    declined = await declines.of_item(tx, series.item)
    cleaned = {change.week: change for change in series.changes}
    found = {**{week: decline.change for week, decline in declined.items()}, **cleaned}
    return [(found[week], declined.get(week)) for week in sorted(found)]
