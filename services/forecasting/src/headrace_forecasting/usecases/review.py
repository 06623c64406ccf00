"""People review a forecast: they adjust lines, decline cleaned weeks, and release the order into planning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_forecasting.model.forecast_line import ForecastLine
from headrace_forecasting.model.forecast_order import ForecastOrder
from headrace_forecasting.model.series import CleanedWeek, Decision, Series
from headrace_forecasting.store import decisions
from headrace_forecasting.store.forecasts import all_series, lines, one_release_at_a_time, orders
from headrace_forecasting.store.tables import forecast_line

Cleaned = tuple[CleanedWeek, Decision | None]


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


async def changes_of(tx: Tx, series_id: str) -> list[Cleaned]:
    """What the run cleaned and what stands declined, by week; a declined week shows in every later run's series."""
    return await _changes(tx, await all_series.get(tx, series_id))


async def decide(tx: Tx, series_id: str, week: date, declined: bool, who: str, why: str) -> Cleaned:
    """Decline a change, or take that back; later runs obey. Raises Missing when the week has no change."""
    series = await all_series.get(tx, series_id)
    change = next((change for change, _ in await _changes(tx, series) if change.week == week), None)
    if change is None:
        raise Missing(say("forecasting.not-cleaned", week=week, node=series.node))
    decision = Decision(series.item, change, declined, who, why, tx.now)
    await decisions.keep(tx, decision)
    return change, decision


async def _changes(tx: Tx, series: Series) -> list[Cleaned]:
    decided = await decisions.of_item(tx, series.item)
    declined = {week: decision.change for week, decision in decided.items() if decision.declined}
    found = {**declined, **{change.week: change for change in series.changes}}
    return [(found[week], decided.get(week)) for week in sorted(found)]
