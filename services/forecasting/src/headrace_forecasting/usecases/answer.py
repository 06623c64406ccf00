"""The engine's answer in the words of the model."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_forecasting.engine.clean import Change
from headrace_forecasting.engine.lines import buckets_of
from headrace_forecasting.engine.question import Question
from headrace_forecasting.engine.result import SeriesForecast, UnitForecast
from headrace_forecasting.model.forecast_line import ForecastLine
from headrace_forecasting.model.series import CleanedWeek, Score, Series

Answer = tuple[UnitForecast, ...]
Places = dict[tuple[str, str], tuple[str, str]]


def series_of(answer: Answer, question: Question, order: str, tenant: str) -> list[Series]:
    """All nodes of all trees, top first, named so that they sort that way."""
    places = _places(question)
    nodes = [(part, node) for part in answer for node in part.result.series]
    return [
        _series(part, node, f"{order}.{at:06d}", order, tenant, places.get((node.key.level, node.key.node), ("", "")))
        for at, (part, node) in enumerate(nodes)
    ]


def line_of(series: Series) -> ForecastLine:
    return ForecastLine(
        id=ForecastLine.name(series.order, series.item),
        tenant=series.tenant,
        order=series.order,
        item=series.item,
        unit=series.unit,
        method=series.method,
        buckets=series.buckets,
    )


def _places(question: Question) -> Places:
    """(level, node) -> its category and subcategory."""
    places: Places = {}
    for item in question.items:
        _, category, subcategory, code = item.path
        places["category", category] = item.category, ""
        places["subcategory", subcategory] = item.category, item.subcategory
        places["item", code] = item.category, item.subcategory
    return places


def _series(
    part: UnitForecast, node: SeriesForecast, name: str, order: str, tenant: str, place: tuple[str, str]
) -> Series:
    category, subcategory = place
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
    return CleanedWeek(week, _amount(change.before, part), _amount(change.after, part), change.reason.value)


def _amount(steps: float, part: UnitForecast) -> Quantity:
    return Quantity(Decimal(steps) * part.quantum.step, part.quantum.unit)
