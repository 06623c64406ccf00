"""The forecasting models by name, and which of them a class of demand is worth trying.

A model takes a series, a horizon and a season length in buckets and returns one mean per bucket ahead.
The library is imported at the first fit: loading it takes seconds, so only the computing process pays.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace_forecasting.engine.arrays import Floats
from headrace_forecasting.model.demand_class import Abc, DemandClass, Regularity

Model = Callable[[Floats, int, int], Floats]

NAIVE = "naive"
SEASONAL_NAIVE = "seasonal naive"
WINDOW = "window average"
THETA = "dynamic optimised theta"
CES = "complex smoothing"
MSTL_THETA = "seasonal-trend split and theta"
IMAPA = "IMAPA"
ADIDA = "ADIDA"
TSB = "TSB"
MEDIAN = "median of models"
MEAN_SO_FAR = "mean so far"
NO_DEMAND = "no demand"

WINDOW_BUCKETS = 8
TSB_SMOOTHING = 0.1
SEASONS_NEEDED = 2

_INTERMITTENT = (NAIVE, WINDOW, IMAPA, ADIDA, TSB)
_INTERMITTENT_MEDIAN = (WINDOW, IMAPA, TSB)
_CONTINUOUS = (NAIVE, WINDOW, THETA)


def naive(series: Floats, horizon: int, season: int) -> Floats:  # noqa: ARG001 - one signature for all models
    return np.full(horizon, series[-1])


def seasonal_naive(series: Floats, horizon: int, season: int) -> Floats:
    return np.resize(series[-season:], horizon)


def window_average(series: Floats, horizon: int, season: int) -> Floats:  # noqa: ARG001
    return np.full(horizon, series[-WINDOW_BUCKETS:].mean())


def candidates(demand: DemandClass, shortest: int, season: int) -> tuple[str, ...]:
    """The models worth trying, given the shortest history that any of them will be fitted to.

    Complex smoothing costs ten times the others on a season, so it is left to A items and the levels above.
    """
    if demand.regularity is not Regularity.CONTINUOUS:
        return (*_INTERMITTENT, SEASONAL_NAIVE) if shortest >= season > 1 else _INTERMITTENT
    names = [*_CONTINUOUS]
    if demand.abc is Abc.A:
        names.append(CES)
    if shortest >= season > 1:
        names.append(SEASONAL_NAIVE)
    if shortest >= SEASONS_NEEDED * season > 2:
        names.append(MSTL_THETA)
    return tuple(names)


def median_members(names: tuple[str, ...]) -> tuple[str, ...]:
    """Unlike models whose median is the default; last values alone are too noisy to vote."""
    if IMAPA in names:
        return _INTERMITTENT_MEDIAN
    return tuple(n for n in names if n not in (NAIVE, SEASONAL_NAIVE))


def fit(name: str, series: Floats, horizon: int, season: int) -> Floats | None:
    """Means, never negative; None when the model can't be fitted to this series."""
    means = _MODELS[name](series, horizon, season)
    return np.maximum(means, 0.0) if np.isfinite(means).all() else None


def _from_library(build: Callable[[Any, int], Any]) -> Model:
    def model(series: Floats, horizon: int, season: int) -> Floats:
        import statsforecast.models as library

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                means: Floats = build(library, season).forecast(y=series, h=horizon)["mean"]
        except Exception:  # the library raises bare Exception when no variant of a model fits
            return np.full(horizon, np.nan)
        return means

    return model


def _usable_season(season: int, series: Floats) -> int:
    return season if len(series) >= SEASONS_NEEDED * season else 1


def _seasonal_library_model(build: Callable[[Any, int], Any]) -> Model:
    inner = _from_library(build)
    return lambda series, horizon, season: inner(series, horizon, _usable_season(season, series))


_MODELS: dict[str, Model] = {
    NAIVE: naive,
    SEASONAL_NAIVE: seasonal_naive,
    WINDOW: window_average,
    THETA: _seasonal_library_model(lambda library, m: library.DynamicOptimizedTheta(season_length=m)),
    CES: _seasonal_library_model(lambda library, m: library.AutoCES(season_length=m)),
    MSTL_THETA: _from_library(
        lambda library, m: library.MSTL(m, trend_forecaster=library.DynamicOptimizedTheta(season_length=1))
    ),
    IMAPA: _from_library(lambda library, _: library.IMAPA()),
    ADIDA: _from_library(lambda library, _: library.ADIDA()),
    TSB: _from_library(lambda library, _: library.TSB(TSB_SMOOTHING, TSB_SMOOTHING)),
}
