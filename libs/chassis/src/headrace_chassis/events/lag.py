"""How long a stream's oldest unheard event has waited, as far as this process has seen."""

from __future__ import annotations

from collections import deque


class Waiting:
    """Notes when each new end of a stream was first seen; what came before the process did counts from its start."""

    def __init__(self) -> None:
        self._ends: deque[tuple[int, float]] = deque()

    def seconds(self, heard: int, end: int, now: float) -> float:
        """`heard` and `end` are offsets; what lies between them waits."""
        while self._ends and self._ends[0][0] <= heard:
            self._ends.popleft()
        if end > heard and (not self._ends or end > self._ends[-1][0]):
            self._ends.append((end, now))
        return now - self._ends[0][1] if self._ends else 0.0
