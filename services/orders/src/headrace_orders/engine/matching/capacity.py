"""How much more fits on a work centre, when every job may only run between its first and its last day.

Working time may be cut at midnight, so a set of jobs fits exactly if, for each span of days, the jobs whose
whole window lies inside it need no more than the span offers (Hall's condition for windows on a line).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

Window = tuple[int, int]


class Capacity:
    """The idle ticks of one work centre, day by day."""

    def __init__(self, idle: Sequence[int]) -> None:
        self.idle = tuple(idle)
        self._until = (0, *accumulate(self.idle))

    @property
    def last_day(self) -> int:
        return len(self.idle) - 1

    def between(self, first_day: int, last_day: int) -> int:
        """Ticks from the first to the last day, both included."""
        last = min(last_day, self.last_day)
        return max(0, self._until[last + 1] - self._until[first_day]) if first_day <= last else 0


def spans(windows: Sequence[Window]) -> Iterator[Window]:
    """Every span whose load must be checked for jobs of these windows."""
    for a in sorted({first for first, _ in windows}):
        for b in sorted({last for first, last in windows if last >= a}):
            yield a, b
