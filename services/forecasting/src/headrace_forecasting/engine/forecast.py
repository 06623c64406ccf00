"""The whole run: clean, classify, choose, reconcile, round. One pure function that any process can call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from headrace_forecasting.engine.arrays import Flags, Floats, Ints
from headrace_forecasting.engine.demand.classify import abc_classes, classify, lifetime
from headrace_forecasting.engine.demand.clean import Change, clean
from headrace_forecasting.engine.demand.history import SalesHistory
from headrace_forecasting.engine.fitting import models
from headrace_forecasting.engine.fitting.intervals import quantile
from headrace_forecasting.engine.fitting.select import Choice, choose, mean_so_far
from headrace_forecasting.engine.levels.hierarchy import Hierarchy
from headrace_forecasting.engine.levels.reconcile import reconcile, whole_steps
from headrace_forecasting.engine.result import ForecastResult, SeriesForecast
from headrace_forecasting.model.demand_class import Abc, DemandClass, Regularity
from headrace_forecasting.model.sales import SeriesKey

LONGEST_HORIZON = 520


class ForecastRefused(ValueError):
    """History, tree and settings do not fit together."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Buckets ahead, buckets of a season (1 for none), past dates to test models at, interval quantiles."""

    horizon: int = 13
    season: int = 52
    origins: int = 4
    quantiles: tuple[float, float] = (0.05, 0.95)

    def __post_init__(self) -> None:
        low, high = self.quantiles
        if not all(1 <= buckets <= LONGEST_HORIZON for buckets in (self.horizon, self.season, self.origins)):
            raise ForecastRefused(f"horizon, season and origins must each be from 1 to {LONGEST_HORIZON}")
        if not 0 < low < high < 1:
            raise ForecastRefused(f"quantiles {low} and {high} must rise between 0 and 1")


@dataclass(frozen=True, slots=True)
class _Node:
    key: SeriesKey
    demand: DemandClass
    changes: tuple[Change, ...]
    choice: Choice
    failure: str
    reborn: int | None

    @property
    def doubt(self) -> float:
        """The variance by which the node gives way to others. The level of what comes in lumps is known from
        WINDOW_SALES of them at least, so it is less in doubt than single buckets vary."""
        variance = float(self.choice.variance.mean())
        if self.demand.regularity is Regularity.CONTINUOUS:
            return variance
        return min(variance, float(self.choice.mean.mean()) ** 2 / models.WINDOW_SALES)


def forecast(
    history: SalesHistory,
    hierarchy: Hierarchy,
    settings: Settings = Settings(),
    *,
    stockouts: Flags | None = None,
    keep: Flags | None = None,
    progress: Callable[[float], None] | None = None,
) -> ForecastResult:
    """Forecast every node of the tree.

    `stockouts` and `keep` are items x buckets, as in `clean`. `progress` hears a share from 0 to 1 after each series
    and may raise to end the run. A series that no model can be chosen for gets its mean so far and says so; the others
    go on. Equal input gives equal output.
    """
    _check(history, hierarchy)
    cleaned, changes = _clean_items(history, settings.season, stockouts, keep)
    rows = hierarchy.aggregate(cleaned)
    abc = [Abc.A] * hierarchy.first_item + abc_classes(history.weights)
    all_changes: list[tuple[Change, ...]] = [()] * hierarchy.first_item + changes
    nodes = []
    for at, row in enumerate(rows):
        nodes.append(_node(hierarchy.keys[at], row, abc[at], all_changes[at], settings))
        if progress:
            progress((at + 1) / hierarchy.size)
    return _result(history, hierarchy, settings, nodes)


def _node(key: SeriesKey, row: Floats, abc: Abc, changes: tuple[Change, ...], settings: Settings) -> _Node:
    demand, failure = classify(row, settings.horizon, abc), ""
    try:
        choice = choose(row, demand, settings.horizon, settings.season, settings.origins)
    except Exception as error:  # whatever is wrong with one series, the others are forecast
        choice, failure = mean_so_far(lifetime(row), settings.horizon), f"{type(error).__name__}: {error}"
    first, born = int(np.argmax(row > 0)), len(row) - len(lifetime(row))
    return _Node(key, demand, changes, choice, failure, reborn=born if first < born < len(row) else None)


def _check(history: SalesHistory, hierarchy: Hierarchy) -> None:
    nodes = tuple(key.node for key in hierarchy.keys[hierarchy.first_item :])
    if nodes != history.items:
        raise ForecastRefused("the tree's items must be the history's items in the same order")


def _clean_items(
    history: SalesHistory, season: int, stockouts: Flags | None, keep: Flags | None
) -> tuple[Floats, list[tuple[Change, ...]]]:
    untouched = np.zeros(history.quantities.shape, dtype=bool)
    lacking = untouched if stockouts is None else stockouts
    held = untouched if keep is None else keep
    if not lacking.shape == held.shape == untouched.shape:
        raise ForecastRefused(f"stock-outs and kept buckets must have the history's shape {untouched.shape}")
    cleaned = [clean(row, season, lacking[item], held[item]) for item, row in enumerate(history.quantities)]
    return np.stack([row for row, _ in cleaned]), [changes for _, changes in cleaned]


def _result(history: SalesHistory, hierarchy: Hierarchy, settings: Settings, nodes: list[_Node]) -> ForecastResult:
    base = np.stack([node.choice.mean for node in nodes])
    variance = np.stack([node.choice.variance for node in nodes])
    mean = reconcile(hierarchy, base, np.array([node.doubt for node in nodes]))
    bounds = np.stack([quantile(mean, variance, p) for p in settings.quantiles])
    steps = whole_steps(hierarchy, mean)
    starts = tuple(history.bucket_start(history.buckets + ahead) for ahead in range(settings.horizon))
    return ForecastResult(
        starts,
        tuple(_series(node, mean[at], bounds[:, at], steps[at]) for at, node in enumerate(nodes)),
    )


def _series(node: _Node, mean: Floats, bounds: Floats, steps: Ints) -> SeriesForecast:
    choice = node.choice
    own, naive = choice.score_of(choice.method), choice.naive
    return SeriesForecast(
        key=node.key,
        demand=node.demand,
        method=choice.method,
        scores=choice.scores,
        origins=choice.origins,
        changes=node.changes,
        mean=mean,
        lower=np.minimum(bounds[0], mean),
        upper=np.maximum(bounds[1], mean),
        steps=steps,
        rmsse=own.rmsse if own else None,
        naive_rmsse=naive.rmsse if naive else None,
        failure=node.failure,
        reborn=node.reborn,
    )
