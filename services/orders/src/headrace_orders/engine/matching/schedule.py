"""From quantities to days: every job on the latest days that keep its own, so that the early ones stay free."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, MutableSequence, Sequence
from dataclasses import dataclass

from headrace_orders.engine.matching.capacity import Capacity, Window
from headrace_orders.engine.matching.offers import Pool, Source
from headrace_orders.engine.matching.problem import Line

Days = dict[int, int]
"""Day -> ticks worked on it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity of a line at one source, to be worked on by the last day; `work` are its ticks."""

    line: Line
    source: Source
    quantity: int
    last_day: int
    work: int


Left = dict[Pool, list[int]]
"""The ticks that are still free on each day of each pool."""


def free_days(pools: Mapping[Pool, Capacity]) -> Left:
    return {pool: list(capacity.idle) for pool, capacity in pools.items()}


def schedule(parts: Sequence[Part], left: Left) -> list[Days]:
    """The days of every part; `left` gives up the ticks. What can be done at all is done in time.

    Played backwards in time: of the jobs that may still run on a day the one that may begin last goes first.
    """
    days: list[Days] = [{} for _ in parts]
    jobs: dict[Pool, list[int]] = defaultdict(list)
    for i, part in enumerate(parts):
        jobs[part.source.pool].append(i)
    for pool, mine in jobs.items():
        _run_backwards(parts, mine, left[pool], days)
    return days


def _run_backwards(
    parts: Sequence[Part], jobs: Sequence[int], left: MutableSequence[int], days: Sequence[Days]
) -> None:
    waiting = sorted(jobs, key=lambda i: parts[i].last_day)
    to_do = {i: parts[i].work for i in jobs}
    ready: list[tuple[int, str, int]] = []
    for day in range(len(left) - 1, -1, -1):
        while waiting and parts[waiting[-1]].last_day >= day:
            i = waiting.pop()
            heapq.heappush(ready, (-parts[i].source.first_day, parts[i].line.id, i))
        while ready and left[day]:
            i = ready[0][2]
            work = min(left[day], to_do[i])
            left[day] -= work
            to_do[i] -= work
            days[i][day] = work
            if to_do[i] == 0:
                heapq.heappop(ready)


def fill_latest(left: MutableSequence[int], window: Window, work: int) -> None:
    """Take so many ticks of the window, from its last day back."""
    first, last = window
    for day in range(min(last, len(left) - 1), first - 1, -1):
        taken = min(left[day], work)
        left[day] -= taken
        work -= taken
        if not work:
            return
