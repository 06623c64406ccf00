"""The forecasting models by name, and which of them a class of demand is worth trying.

A model takes a series, a horizon and a season length in buckets and returns one mean per bucket ahead.
The library is imported at the first fit: loading it takes seconds, so only the computing process pays.
"""

from __future__ import annotations

import math
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
LONG_WINDOW = "long window average"
SEASONAL_AVERAGE = "seasonal average"
THETA = "dynamic optimised theta"
CES = "complex smoothing"
SEASONAL_CES = "seasonal complex smoothing"
MSTL_THETA = "seasonal-trend split and theta"
IMAPA = "IMAPA"
ADIDA = "ADIDA"
TSB = "TSB"
MEDIAN = "median of models"
MEAN_SO_FAR = "mean so far"
NO_DEMAND = "no demand"

WINDOW_BUCKETS = 13
WINDOW_SALES = 6
"""A window of fewer sales tells more of chance than of the level; the long one is twice as long."""
TSB_SMOOTHING = 0.1
SEASONS_NEEDED = 2
SEASON_CORRELATION = 0.5
SEASON_SMOOTHING = 5

_INTERMITTENT = (NAIVE, WINDOW, LONG_WINDOW, IMAPA, ADIDA, TSB)
_STEADY = (NAIVE, WINDOW, THETA, CES)
_SEASONAL = (NAIVE, SEASONAL_NAIVE, SEASONAL_AVERAGE, MSTL_THETA)
_VOTING_INTERMITTENT = (WINDOW, LONG_WINDOW, IMAPA)
_VOTING_STEADY = (WINDOW, THETA, CES)
_VOTING_SEASONAL = (SEASONAL_AVERAGE, MSTL_THETA, SEASONAL_CES)


def naive(series: Floats, horizon: int, season: int) -> Floats:  # noqa: ARG001 - one signature for all models
    return np.full(horizon, series[-1])


def seasonal_naive(series: Floats, horizon: int, season: int) -> Floats:
    return np.resize(series[-season:], horizon)


def window_average(series: Floats, horizon: int, season: int) -> Floats:  # noqa: ARG001
    """Over WINDOW_BUCKETS, or as many as usually hold WINDOW_SALES."""
    return np.full(horizon, series[-_window(series) :].mean())


def long_window_average(series: Floats, horizon: int, season: int) -> Floats:  # noqa: ARG001
    return np.full(horizon, series[-2 * _window(series) :].mean())


def _window(series: Floats) -> int:
    interval = len(series) / max(int(np.count_nonzero(series)), 1)
    return max(WINDOW_BUCKETS, math.ceil(WINDOW_SALES * interval))


def seasonal_average(series: Floats, horizon: int, season: int) -> Floats:
    """The mean shape of the last two seasons at the level of the last one."""
    seasons = series[-SEASONS_NEEDED * season :].reshape(SEASONS_NEEDED, season)
    return np.resize(seasons.mean(axis=0) + seasons[-1].mean() - seasons.mean(), horizon)


def candidates(demand: DemandClass, training: Floats, season: int) -> tuple[str, ...]:
    """The models worth trying, given the shortest part of the history that any of them will be fitted to.

    Seasonal complex smoothing costs several times the others, so it is left to A items and the levels above.
    """
    if demand.regularity is Regularity.CONTINUOUS and is_seasonal(training, season):
        return (*_SEASONAL, SEASONAL_CES) if demand.abc is Abc.A else _SEASONAL
    names = _STEADY if demand.regularity is Regularity.CONTINUOUS else _INTERMITTENT
    return (*names, SEASONAL_NAIVE) if len(training) >= season > 1 else names


def median_members(names: tuple[str, ...]) -> tuple[str, ...]:
    """The unlike models whose median is the default: those that fit the kind of demand."""
    for telling, voting in (
        (MSTL_THETA, _VOTING_SEASONAL),
        (IMAPA, _VOTING_INTERMITTENT),
        (CES, _VOTING_STEADY),
    ):
        if telling in names:
            return tuple(name for name in voting if name in names)
    return names


def is_seasonal(series: Floats, season: int) -> bool:
    """Whether one season resembles the next, trend and single buckets' noise aside.

    Two or three seasons let a seasonal model take noise for season, so the resemblance has to be plain.
    """
    if season < 2 or len(series) < SEASONS_NEEDED * season:
        return False
    width = min(SEASON_SMOOTHING, max(1, season // 4))
    earlier, later = (_shape(part, width) for part in (series[:-season], series[season:]))
    strength = float(np.sqrt((earlier**2).sum() * (later**2).sum()))
    return strength > 0 and float(earlier @ later) / strength > SEASON_CORRELATION


def _shape(part: Floats, width: int) -> Floats:
    smooth = np.convolve(part, np.full(width, 1 / width), mode="valid")
    steps = np.arange(len(smooth))
    return np.asarray(smooth - np.polyval(np.polyfit(steps, smooth, 1), steps))


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


_MODELS: dict[str, Model] = {
    NAIVE: naive,
    SEASONAL_NAIVE: seasonal_naive,
    WINDOW: window_average,
    LONG_WINDOW: long_window_average,
    SEASONAL_AVERAGE: seasonal_average,
    THETA: _from_library(lambda library, _: library.DynamicOptimizedTheta(season_length=1)),
    CES: _from_library(lambda library, _: library.AutoCES(season_length=1, model="N")),
    SEASONAL_CES: _from_library(lambda library, m: library.AutoCES(season_length=m, model="P")),
    MSTL_THETA: _from_library(
        lambda library, m: library.MSTL(m, trend_forecaster=library.DynamicOptimizedTheta(season_length=1))
    ),
    IMAPA: _from_library(lambda library, _: library.IMAPA()),
    ADIDA: _from_library(lambda library, _: library.ADIDA()),
    TSB: _from_library(lambda library, _: library.TSB(TSB_SMOOTHING, TSB_SMOOTHING)),
}
