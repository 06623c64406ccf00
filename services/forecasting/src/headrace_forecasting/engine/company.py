"""All items of a company in one run: those of one unit form a tree, counted in the finest step they are sold in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

import numpy as np

from headrace_contracts.values import Money, Quantity
from headrace_forecasting.engine.arrays import Flags
from headrace_forecasting.engine.forecast import Settings, forecast
from headrace_forecasting.engine.hierarchy import build_hierarchy
from headrace_forecasting.engine.history import WEEK, HistoryTooShort, SalesHistory, history_of
from headrace_forecasting.engine.question import Item, Question, SoldDay, Span
from headrace_forecasting.engine.result import UnitForecast
from headrace_forecasting.model.sales import Quantum, SalesLine

LEVELS = ("total", "category", "subcategory", "item")


def forecast_all(question: Question, progress: Callable[[float], None]) -> tuple[UnitForecast, ...]:
    """Units without one complete week of sales are left out; raises HistoryTooShort when none is left."""
    by_unit: dict[str, list[Item]] = defaultdict(list)
    for item in question.items:
        by_unit[item.unit].append(item)
    answers, done, reason = [], 0, HistoryTooShort("there is no item to forecast; define items that are sold")
    for unit in sorted(by_unit):
        items = by_unit[unit]
        try:
            answers.append(_forecast_unit(question, unit, items, _part(progress, done, len(items), question)))
        except HistoryTooShort as short:
            reason = short
        done += len(items)
    if not answers:
        raise reason
    return tuple(answers)


def _part(progress: Callable[[float], None], done: int, size: int, question: Question) -> Callable[[float], None]:
    return lambda share: progress((done + share * size) / len(question.items))


def _forecast_unit(
    question: Question, unit: str, items: Sequence[Item], progress: Callable[[float], None]
) -> UnitForecast:
    codes = [item.item for item in items]
    wanted = set(codes)
    sold = [day for day in question.sold if day.item in wanted]
    quantum = Quantum.finest((day.quantity for day in sold), unit)
    history = history_of([_line(day, unit) for day in sold], codes, quantum, question.first_day - timedelta(days=1))
    result = forecast(
        history,
        build_hierarchy(LEVELS, [item.path for item in items]),
        Settings(horizon=question.weeks),
        stockouts=_weeks(history, question.lacking),
        keep=_weeks(history, question.declined),
        progress=progress,
    )
    return UnitForecast(quantum, history.first_week, result)


def _line(day: SoldDay, unit: str) -> SalesLine:
    value = Money(day.value_minor, day.currency) if day.value_minor is not None and day.currency else None
    return SalesLine(day.day, day.item, Quantity(day.quantity, unit), value)


def _weeks(history: SalesHistory, spans: Iterable[Span]) -> Flags:
    """The weeks of the history that the spans touch."""
    flags = np.zeros(history.quantities.shape, dtype=bool)
    rows = {item: row for row, item in enumerate(history.items)}
    for span in spans:
        if span.item in rows:
            first, last = ((day - history.first_week).days // WEEK for day in (span.first_day, span.last_day))
            flags[rows[span.item], max(first, 0) : max(last + 1, 0)] = True
    return flags
