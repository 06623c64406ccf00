"""A figure with its baseline and target, and how both are taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

ROUNDS = 3
Measure = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians of values that were taken in turns, so that what else the machine does falls on both alike.

    `ratio` is value / baseline for rates; for times and sizes it is baseline / value, so more is better in all.
    Without a target it is only recorded.
    """

    name: str
    values: Sequence[float]
    unit: str
    baselines: Sequence[float]
    target: float | None = None

    @property
    def value(self) -> float:
        return statistics.median(self.values)

    @property
    def is_better_when_less(self) -> bool:
        return self.unit in {"ms", "s", "%", "times", "MB"}

    @property
    def ratio(self) -> float:
        pairs = zip(self.values, self.baselines, strict=True)
        return statistics.median(base / value if self.is_better_when_less else value / base for value, base in pairs)

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.is_better_when_less else self.value >= self.target

    def row(self) -> dict[str, object]:
        return {
            "name": self.name,
            "value": round(self.value, 2),
            "unit": self.unit,
            "baseline": round(statistics.median(self.baselines), 2),
            "ratio": round(self.ratio, 2),
            "target": self.target,
            "met": self.met,
        }


async def in_turns(rounds: int = ROUNDS, **parts: Measure) -> dict[str, list[float]]:
    """Take every part once in each round."""
    taken: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(rounds):
        for name, measure in parts.items():
            taken[name].append(await measure())
    return taken


def per_second(work: Callable[[], Awaitable[int]]) -> Measure:
    """Of work that returns how many it did."""

    async def measure() -> float:
        began = time.perf_counter()
        done = await work()
        return done / (time.perf_counter() - began)

    return measure
