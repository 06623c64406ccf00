"""What can't be ready when due gets the earliest day that is left, the most urgent line first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from headrace_orders.engine.matching.offers import Source
from headrace_orders.engine.matching.problem import Line
from headrace_orders.engine.matching.schedule import Left, Part, fill_latest


def place_late(
    line: Line, missing: int, sources: Sequence[Source], left: Left, begun: Mapping[Source, int]
) -> Iterator[Part]:
    """Parts that together arrive on the earliest day possible, cheapest first; `left` gives up the ticks.

    Where so much of the line is `begun` in time, the same lot goes on: it is set up already.
    """
    pools = {source.pool for source in begun}
    sources = [replace(s, setup=0 if s.pool in pools else s.setup, limit=s.limit - begun.get(s, 0)) for s in sources]
    arrival = _earliest_arrival(missing, sources, left)
    for source in sorted(sources, key=lambda s: (s.unit_cost, s.pool)):
        quantity = min(missing, _quanta_by(arrival, source, left[source.pool]))
        if quantity:
            missing -= quantity
            part = Part(line, source, quantity, arrival - source.transit_days, source.work(quantity))
            fill_latest(left[source.pool], (source.first_day, part.last_day), part.work)
            yield part


def _earliest_arrival(missing: int, sources: Sequence[Source], left: Left) -> int:
    """The first day by which all of it can arrive; the last day of all if it never can."""
    soonest, latest = 0, max((len(left[s.pool]) - 1 + s.transit_days for s in sources), default=0)
    latest = max([latest, *(s.arrival(0) for s in sources)])
    while soonest < latest:
        day = (soonest + latest) // 2
        if sum(_quanta_by(day, s, left[s.pool]) for s in sources) >= missing:
            latest = day
        else:
            soonest = day + 1
    return latest


def _quanta_by(arrival: int, source: Source, left: Sequence[int]) -> int:
    last_day = arrival - source.transit_days
    if last_day < max(source.ready_day, source.first_day):
        return 0
    return source.quanta_in(sum(left[source.first_day : last_day + 1]))
