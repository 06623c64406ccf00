"""Dated sales lines become weekly buckets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from headrace_contracts.messages import Said, say
from headrace_forecasting.engine.arrays import Floats, Ints
from headrace_forecasting.model.sales import Quantum, SalesLine

WEEK = 7
RANKED_WEEKS = 52
"""Weeks whose turnover ranks the items: what sold long ago says little about what matters now."""


MOST_WEEKS = 1100
"""Twenty years and this one: what is older is left out, however far back a date lies."""


class HistoryTooShort(ValueError):
    """There is not one complete week of sales to learn from."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


class ItemUnknown(LookupError):
    """A sales line names an item that is not to be forecast."""


@dataclass(frozen=True, slots=True)
class SalesHistory:
    """What was sold less what came back, per item (row) and week (column), in steps of one unit shared by all items.

    A week in which more came back is negative. `first_week` is a Monday. `weights` ranks the items for ABC: their
    turnover, or any other value.
    """

    items: tuple[str, ...]
    first_week: date
    quantities: Floats
    weights: Floats

    @property
    def buckets(self) -> int:
        return int(self.quantities.shape[1])

    def bucket_start(self, position: int) -> date:
        """Monday of a bucket; positions from `buckets` on lie in the future."""
        return self.first_week + timedelta(weeks=position)


def weekly_history(
    codes: Sequence[str], through: date, *, days: Ints, items: Ints, steps: Floats, values: Floats
) -> SalesHistory:
    """Add up sales lines by item and week.

    `days` are proleptic day numbers (`date.toordinal`), `items` positions in `codes`, `steps` quantities, `values`
    turnover. `through` is the last day whose sales are complete: a week that it cuts is left out, as a part of a week
    would look like falling demand, and so is a week cut by the first sale.
    """
    first, width = _whole_weeks(days, through)
    week = (days - first) // WEEK
    inside = (week >= 0) & (week < width)
    totals = np.zeros(len(codes) * width)
    np.add.at(totals, items[inside] * width + week[inside], steps[inside])
    ranked = inside & (week >= width - RANKED_WEEKS)
    weights = np.bincount(items[ranked], weights=values[ranked], minlength=len(codes)).astype(np.float64)
    return SalesHistory(tuple(codes), date.fromordinal(first), totals.reshape(len(codes), width), weights)


def history_of(lines: Sequence[SalesLine], codes: Sequence[str], quantum: Quantum, through: date) -> SalesHistory:
    """The same from sales lines; items are ranked by turnover, or by quantity when a line has no value or the
    values are in several currencies."""
    place = {code: at for at, code in enumerate(codes)}
    unknown = sorted({line.item for line in lines} - place.keys())
    if unknown:
        raise ItemUnknown(say("forecasting.sales-of-unknown", items=unknown[:5]))
    steps = np.array([quantum.count(line.quantity) for line in lines], dtype=np.float64)
    return weekly_history(
        codes,
        through,
        days=np.array([line.day.toordinal() for line in lines], dtype=np.int64),
        items=np.array([place[line.item] for line in lines], dtype=np.int64),
        steps=steps,
        values=_turnover(lines, steps),
    )


def _turnover(lines: Sequence[SalesLine], steps: Floats) -> Floats:
    values = [line.value for line in lines if line.value is not None]
    if len(values) < len(lines) or len({value.currency for value in values}) > 1:
        return steps
    return np.array([value.minor for value in values], dtype=np.float64)


def _whole_weeks(days: Ints, through: date) -> tuple[int, int]:
    """The day number of the first Monday, and how many whole weeks follow."""
    if not len(days):
        raise HistoryTooShort(say("forecasting.no-sales"))
    earliest = int(days.min())
    end = _monday(through.toordinal() + 1)
    first = max(_monday(earliest + WEEK - 1), end - MOST_WEEKS * WEEK)
    if first >= end:
        begins = date.fromordinal(earliest)
        raise HistoryTooShort(say("forecasting.no-whole-week", begins=begins, through=through))
    return first, (end - first) // WEEK


def _monday(day: int) -> int:
    """That of the day's week; day 1 was one."""
    return day - (day - 1) % WEEK
