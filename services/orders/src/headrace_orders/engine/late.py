"""What can't be ready when due gets the earliest day that is left, the most urgent line first."""

from __future__ import annotations

from collections.abc import Iterator, MutableSequence, Sequence

from headrace_orders.engine.offers import Pool, Source
from headrace_orders.engine.problem import Line
from headrace_orders.engine.schedule import Part


def place_late(line: Line, missing: int, sources: Sequence[Source], left: dict[Pool, list[int]]) -> Iterator[Part]:
    """Parts that together arrive on the earliest day possible, cheapest first; `left` gives up the ticks."""
    arrival = _earliest_arrival(missing, sources, left)
    for source in sorted(sources, key=lambda s: (s.unit_cost, s.pool)):
        quantity = min(missing, _quanta_by(arrival, source, left[source.pool]))
        if quantity:
            missing -= quantity
            start, finish = _take(left[source.pool], source, quantity)
            yield Part(line, source, quantity, start, finish)


def _earliest_arrival(missing: int, sources: Sequence[Source], left: dict[Pool, list[int]]) -> int:
    """The first day by which all of it can arrive; the last day of all if it never can."""
    horizon = max((len(left[s.pool]) - 1 + s.transit_days for s in sources), default=0)
    for day in range(horizon):
        if sum(_quanta_by(day, s, left[s.pool]) for s in sources) >= missing:
            return day
    return horizon


def _quanta_by(arrival: int, source: Source, left: Sequence[int]) -> int:
    last_day = arrival - source.transit_days
    return sum(left[source.first_day : last_day + 1]) // source.ticks if last_day >= 0 else 0


def _take(left: MutableSequence[int], source: Source, quantity: int) -> tuple[int, int]:
    to_do = quantity * source.ticks
    worked = []
    for day in range(source.first_day, len(left)):
        work = min(left[day], to_do)
        if work:
            left[day] -= work
            to_do -= work
            worked.append(day)
        if to_do == 0:
            break
    return worked[0], worked[-1]
