"""All items of a company in one run: those of one unit form a tree, counted in one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

import numpy as np

from headrace_contracts.messages import Said, say
from headrace_contracts.values import Money, Quantity
from headrace_forecasting.engine.arrays import Flags
from headrace_forecasting.engine.demand.history import WEEK, HistoryTooShort, SalesHistory, history_of
from headrace_forecasting.engine.forecast import Settings, forecast
from headrace_forecasting.engine.levels.hierarchy import build_hierarchy
from headrace_forecasting.engine.question import Item, Question, SoldDay, Span
from headrace_forecasting.engine.result import CompanyForecast, UnitForecast
from headrace_forecasting.model.sales import Quantum, SalesLine

LEVELS = ("total", "category", "subcategory", "item")


def forecast_all(question: Question, progress: Callable[[float], None]) -> CompanyForecast:
    """Units without one complete week of sales are left out; raises HistoryTooShort when none is left."""
    by_unit: dict[str, list[Item]] = defaultdict(list)
    for item in question.items:
        by_unit[item.unit].append(item)
    sold: dict[str, list[SoldDay]] = defaultdict(list)
    for day in question.sold:
        sold[day.item].append(day)
    parts: list[UnitForecast] = []
    left_out: dict[str, Said] = {}
    done = 0
    for unit in sorted(by_unit):
        items = by_unit[unit]
        try:
            parts.append(_forecast_unit(question, unit, items, sold, _part(progress, done, len(items), question)))
        except HistoryTooShort as reason:
            left_out |= {item.item: reason.why for item in items}
        done += len(items)
    if not parts:
        raise HistoryTooShort(next(iter(left_out.values()), say("forecasting.no-items")))
    return CompanyForecast(tuple(parts), left_out)


def _part(progress: Callable[[float], None], done: int, size: int, question: Question) -> Callable[[float], None]:
    return lambda share: progress((done + share * size) / len(question.items))


def _forecast_unit(
    question: Question,
    unit: str,
    items: Sequence[Item],
    sold: Mapping[str, Sequence[SoldDay]],
    progress: Callable[[float], None],
) -> UnitForecast:
    codes = [item.item for item in items]
    days = [sold.get(code, ()) for code in codes]
    decimals = max(item.decimals for item in items)
    quantum = Quantum.suiting(unit, decimals, [[day.quantity for day in one] for one in days])
    lines = [_line(day, unit) for one in days for day in one]
    history = history_of(lines, codes, quantum, question.first_day - timedelta(days=1))
    result = forecast(
        history,
        build_hierarchy(LEVELS, [item.path for item in items]),
        Settings(horizon=question.weeks),
        stockouts=_weeks(history, question.lacking),
        keep=_weeks(history, question.declined),
        progress=progress,
    )
    net = zip(codes, history.quantities.sum(axis=1), strict=True)
    return UnitForecast(quantum, history.first_week, result, owed={code: -float(q) for code, q in net if q < 0})


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
