"""From quantities to days: the job that must be ready first runs first, cut at midnight where need be."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headrace_orders.engine.capacity import Capacity
from headrace_orders.engine.offers import Offer, Pool, Source
from headrace_orders.engine.problem import Line


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity of a line at one source, with its first and last working day."""

    line: Line
    source: Source
    quantity: int
    start_day: int
    finish_day: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """First and last working day per offer, and the ticks left on each day of each pool."""

    days: dict[int, tuple[int, int]]
    left: dict[Pool, list[int]]

    def parts(self, offers: Sequence[Offer], quantities: Sequence[int]) -> Iterator[Part]:
        for i, (start, finish) in sorted(self.days.items()):
            yield Part(offers[i].line, offers[i].source, quantities[i], start, finish)


def schedule(offers: Sequence[Offer], quantities: Sequence[int], pools: Mapping[Pool, Capacity]) -> Schedule:
    jobs: dict[Pool, list[int]] = defaultdict(list)
    for i, quantity in enumerate(quantities):
        if quantity:
            jobs[offers[i].source.pool].append(i)
    result = Schedule({}, {pool: list(capacity.idle) for pool, capacity in pools.items()})
    for pool, indices in jobs.items():
        _run(offers, quantities, indices, result, result.left[pool])
    return result


def _run(
    offers: Sequence[Offer],
    quantities: Sequence[int],
    jobs: Sequence[int],
    result: Schedule,
    left: list[int],
) -> None:
    waiting = sorted(jobs, key=lambda i: offers[i].source.first_day, reverse=True)
    to_do = {i: quantities[i] * offers[i].source.ticks for i in jobs}
    ready: list[tuple[int, str, int]] = []
    for day in range(len(left)):
        while waiting and offers[waiting[-1]].source.first_day <= day:
            i = waiting.pop()
            heapq.heappush(ready, (offers[i].last_day, offers[i].line.id, i))
        while ready and left[day]:
            i = ready[0][2]
            work = min(left[day], to_do[i])
            left[day] -= work
            to_do[i] -= work
            started, _ = result.days.get(i, (day, day))
            result.days[i] = (started, day)
            if to_do[i] == 0:
                heapq.heappop(ready)
