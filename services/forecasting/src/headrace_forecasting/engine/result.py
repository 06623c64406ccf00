"""What a forecast run hands back; plain values and arrays, so that it travels between processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from headrace_contracts.messages import Said
from headrace_forecasting.engine.arrays import Floats, Ints
from headrace_forecasting.engine.demand.clean import Change
from headrace_forecasting.engine.fitting.select import CandidateScore
from headrace_forecasting.model.demand_class import DemandClass
from headrace_forecasting.model.sales import Quantum, SeriesKey


@dataclass(frozen=True, slots=True)
class SeriesForecast:
    """One node: `mean`, `lower` and `upper` per bucket, and `steps`, the mean in whole steps that add up over
    the tree. `scores` are the candidates' past errors, the reason for `method`; `rmsse` is None where there
    was too little history to measure. Only items have `changes`, as only their history is cleaned. `failure` says why
    no model could be chosen; `reborn` is the bucket from which on the series counts, if more was sold long before."""

    key: SeriesKey
    demand: DemandClass
    method: str
    scores: tuple[CandidateScore, ...]
    origins: int
    changes: tuple[Change, ...]
    mean: Floats
    lower: Floats
    upper: Floats
    steps: Ints
    rmsse: float | None
    naive_rmsse: float | None
    failure: str = ""
    reborn: int | None = None

    @property
    def interval_steps(self) -> tuple[Ints, Ints]:
        """The interval in whole steps, wide enough to hold `steps`."""
        low = np.minimum(np.floor(self.lower).astype(np.int64), self.steps)
        high = np.maximum(np.ceil(self.upper).astype(np.int64), self.steps)
        return low, high

    @property
    def value_added(self) -> float | None:
        """Share of the better naive forecast's error that the method saves."""
        if self.rmsse is None or not self.naive_rmsse:
            return None
        return 1 - self.rmsse / self.naive_rmsse


@dataclass(frozen=True, slots=True)
class ForecastResult:
    """Series in the order of the tree's nodes: the top first, the items last."""

    bucket_starts: tuple[date, ...]
    series: tuple[SeriesForecast, ...]

    def at(self, level: str, *names: str) -> SeriesForecast:
        """The node of that level whose path ends in `names`."""
        found = (s for s in self.series if s.key.level == level and s.key.path[-len(names) :] == names)
        return next(found)

    def of_level(self, level: str) -> tuple[SeriesForecast, ...]:
        return tuple(s for s in self.series if s.key.level == level)

    @property
    def methods(self) -> Counter[str]:
        return Counter(s.method for s in self.series)


@dataclass(frozen=True, slots=True)
class UnitForecast:
    """The tree of all items of one unit; `first_week` is the Monday of its history's first bucket, `owed` how much more
    came back of an item than was sold, in steps."""

    quantum: Quantum
    first_week: date
    result: ForecastResult
    owed: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CompanyForecast:
    """`left_out` says of items why they are not forecast."""

    parts: tuple[UnitForecast, ...]
    left_out: Mapping[str, Said]
