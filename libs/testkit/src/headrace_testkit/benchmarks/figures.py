"""A figure with its baseline and target, and how rates are taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` is value / baseline for rates; for times it is baseline / value, so more is better in both."""

    name: str
    value: float
    unit: str
    baseline: float
    target: float

    @property
    def is_time(self) -> bool:
        return self.unit in {"ms", "s", "%"}

    @property
    def ratio(self) -> float:
        better, worse = (self.baseline, self.value) if self.is_time else (self.value, self.baseline)
        return better / worse if worse else 0.0

    @property
    def met(self) -> bool:
        return self.value <= self.target if self.is_time else self.value >= self.target

    def row(self) -> dict[str, object]:
        return {
            "name": self.name,
            "value": round(self.value, 2),
            "unit": self.unit,
            "baseline": round(self.baseline, 2),
            "ratio": round(self.ratio, 2),
            "target": self.target,
            "met": self.met,
        }


async def rate(work: Callable[[], Awaitable[int]], rounds: int = ROUNDS) -> float:
    """Median over rounds of what `work` did (it returns how many) per second."""
    rates = []
    for _ in range(rounds):
        began = time.perf_counter()
        done = await work()
        rates.append(done / (time.perf_counter() - began))
    return statistics.median(rates)
