"""The engine's answer in the words of the model."""

from __future__ import annotations

from datetime import timedelta

from headrace_forecasting.engine.demand.clean import Change
from headrace_forecasting.engine.lines import buckets_of
from headrace_forecasting.engine.result import CompanyForecast, SeriesForecast, UnitForecast
from headrace_forecasting.model.forecast_line import ForecastLine
from headrace_forecasting.model.series import CleanedWeek, Score, Series


def series_of(answer: CompanyForecast, order: str, tenant: str) -> list[Series]:
    """All nodes of all trees, top first, named so that they sort that way."""
    nodes = [(part, node) for part in answer.parts for node in part.result.series]
    return [_series(part, node, f"{order}.{at:06d}", order, tenant) for at, (part, node) in enumerate(nodes)]


def line_of(series: Series, decimals: int) -> ForecastLine:
    """`decimals` are the item's."""
    return ForecastLine(
        id=ForecastLine.name(series.order, series.item),
        tenant=series.tenant,
        order=series.order,
        item=series.item,
        unit=series.unit,
        decimals=decimals,
        method=series.method,
        buckets=series.buckets,
    )


def _series(part: UnitForecast, node: SeriesForecast, name: str, order: str, tenant: str) -> Series:
    category, subcategory = (*node.key.path[1:3], "", "")[:2]
    return Series(
        id=name,
        tenant=tenant,
        order=order,
        level=node.key.level,
        node=node.key.node,
        category=category,
        subcategory=subcategory,
        unit=part.quantum.unit,
        method=node.method,
        demand=node.demand,
        origins=node.origins,
        error=node.rmsse,
        naive_error=node.naive_rmsse,
        scores=tuple(Score(s.method, s.rmsse, s.bias) for s in node.scores),
        changes=tuple(_cleaned(change, part) for change in node.changes),
        buckets=buckets_of(node, part.result, part.quantum),
    )


def _cleaned(change: Change, part: UnitForecast) -> CleanedWeek:
    week = part.first_week + timedelta(weeks=change.position)
    before, after = part.quantum.amount(change.before), part.quantum.amount(change.after)
    return CleanedWeek(week, before, after, change.reason.value)
