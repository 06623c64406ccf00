"""Histories with a known structure."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from headrace_forecasting.engine.arrays import Floats
from headrace_forecasting.engine.demand.history import SalesHistory
from headrace_forecasting.engine.levels.hierarchy import Hierarchy, build_hierarchy

YEARS = 3
SEASON = 52


class Demand:
    """Weekly demand drawn from a seed; the same seed gives the same series."""

    def __init__(self, seed: int, weeks: int = YEARS * SEASON) -> None:
        self.random = np.random.default_rng(seed)
        self.weeks = np.arange(weeks)

    def counted(self, level: Floats) -> Floats:
        return self.random.poisson(np.maximum(level, 0)).astype(float)

    def flat(self) -> Floats:
        return self.counted(np.full(len(self.weeks), 40.0))

    def seasonal(self) -> Floats:
        return self.counted(200 * (1 + 0.5 * np.sin(2 * np.pi * self.weeks / SEASON)))

    def growing_season(self) -> Floats:
        return self.counted((100 + self.weeks) * (1 + 0.5 * np.sin(2 * np.pi * self.weeks / SEASON)))

    def trending(self) -> Floats:
        return self.counted(50 + 1.5 * self.weeks)

    def intermittent(self) -> Floats:
        sizes = 1 + self.random.poisson(2, len(self.weeks))
        return (sizes * (self.random.random(len(self.weeks)) < 0.3)).astype(float)

    def stopped(self) -> Floats:
        return np.where(self.weeks < len(self.weeks) - 40, self.flat(), 0.0)

    def new(self) -> Floats:
        return np.where(self.weeks >= len(self.weeks) - 10, self.flat(), 0.0)


@pytest.fixture
def demand() -> Callable[[int], Demand]:
    return Demand


@pytest.fixture
def small_world() -> tuple[SalesHistory, Hierarchy]:
    """Twelve items of six kinds in two categories, with three years of weeks."""
    kinds = ("flat", "seasonal", "trending", "intermittent", "stopped", "new")
    rows = [getattr(Demand(seed), kind)() for seed, kind in enumerate(kinds * 2)]
    items = tuple(f"{kind}-{number}" for number in (1, 2) for kind in kinds)
    paths = [("all", code[-1], code[-1] + code[0], code) for code in items]
    tree = build_hierarchy(("total", "category", "subcategory", "item"), paths)
    quantities = np.stack(rows).astype(np.int64)
    return SalesHistory(items, date(2023, 10, 30), quantities, quantities.sum(axis=1).astype(float)), tree
