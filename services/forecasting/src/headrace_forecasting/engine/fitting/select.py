"""The model of a series: the median of unlike models, unless rolling origin proves another one better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headrace_forecasting.engine.arrays import Floats
from headrace_forecasting.engine.demand.classify import lifetime
from headrace_forecasting.engine.fitting import models
from headrace_forecasting.engine.fitting.rolling import Trial, origins_of, try_models
from headrace_forecasting.model.demand_class import DemandClass, LifeStage, Regularity

PROOF = 0.90
"""A model must come below this share of the default's score to replace it."""
ORIGINS_FOR_PROOF = 3
NEW_ITEM_BUCKETS = 13


@dataclass(frozen=True, slots=True)
class CandidateScore:
    """Root mean squared scaled error and bias (forecast less actual), both in units of the series' own
    one-step naive error."""

    method: str
    rmsse: float
    bias: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A series' base forecast; `variance` of the error per step ahead. `scores` is empty when the series is
    too short to compare models."""

    method: str
    mean: Floats
    variance: Floats
    scores: tuple[CandidateScore, ...] = ()
    origins: int = 0

    def score_of(self, method: str) -> CandidateScore | None:
        return next((s for s in self.scores if s.method == method), None)

    @property
    def naive(self) -> CandidateScore | None:
        """The better of the two naive forecasts."""
        naives = [s for s in self.scores if s.method in (models.NAIVE, models.SEASONAL_NAIVE)]
        return min(naives, key=lambda s: s.rmsse, default=None)


def choose(series: Floats, demand: DemandClass, horizon: int, season: int, origins: int) -> Choice:
    """Forecast a cleaned series with the model that its class and its past errors call for."""
    alive = lifetime(series)
    if demand.life is LifeStage.STOPPED:
        return Choice(models.NO_DEMAND, np.zeros(horizon), np.zeros(horizon))
    cuts = origins_of(len(alive), horizon, origins)
    if demand.life is LifeStage.NEW or not cuts:
        return mean_so_far(alive, horizon)
    names = models.candidates(demand, alive[: cuts[-1]], season)
    trials = try_models(names, alive, cuts, horizon, season)
    scale = _naive_scale(alive[: cuts[0]])
    best = best_of(trials, scale, demand)
    return Choice(
        method=best.method,
        mean=_final(best.method, names, alive, horizon, season),
        variance=_by_step(best.errors),
        scores=tuple(CandidateScore(t.method, t.rmse / scale, t.bias / scale) for t in trials),
        origins=len(cuts),
    )


def best_of(trials: list[Trial], scale: float, demand: DemandClass) -> Trial:
    """The default, or the model that beats it by PROOF and at most of enough origins.

    Where many buckets are zero chance wins often: there a model must win at all of them, and what the last bucket sold
    is no level, however well it did.
    """
    lumpy = demand.regularity is not Regularity.CONTINUOUS
    default = next((t for t in trials if t.method == models.MEDIAN), trials[0])
    rivals = [t for t in trials if not (lumpy and t.method == models.NAIVE)]
    rival = min(rivals, key=lambda t: _score(t, scale, demand), default=default)
    proven = _score(rival, scale, demand) < PROOF * _score(default, scale, demand)
    wins = int((rival.rmse_by_origin < default.rmse_by_origin).sum())
    origins = len(rival.errors)
    often = wins == origins if lumpy else 2 * wins > origins
    return rival if proven and often and origins >= ORIGINS_FOR_PROOF else default


def _score(trial: Trial, scale: float, demand: DemandClass) -> float:
    """Squared error alone hides a steady surplus where most buckets are zero, so there bias counts too."""
    counts_bias = demand.regularity is not Regularity.CONTINUOUS
    return (trial.rmse + (abs(trial.bias) if counts_bias else 0.0)) / scale


def _final(method: str, names: tuple[str, ...], series: Floats, horizon: int, season: int) -> Floats:
    members = models.median_members(names) if method == models.MEDIAN else (method,)
    fitted = [models.fit(name, series, horizon, season) for name in members]
    usable = [means for means in fitted if means is not None]
    if not usable:
        return models.window_average(series, horizon, season)
    return np.asarray(np.median(np.stack(usable), axis=0))


def mean_so_far(alive: Floats, horizon: int) -> Choice:
    """What asks nothing of a series but a first sale."""
    recent = alive[-NEW_ITEM_BUCKETS:]
    level = float(recent.mean())
    # the variance of a sum of arrivals is their mean at least, and the level itself is uncertain
    variance = max(float(recent.var()), level) * (1 + 1 / len(recent))
    return Choice(models.MEAN_SO_FAR, np.full(horizon, level), np.full(horizon, variance))


def _naive_scale(training: Floats) -> float:
    """Root mean square of the one-step naive errors; the level stands in where nothing ever changed."""
    steps = np.diff(training)
    scale = float(np.sqrt(np.mean(steps**2))) if len(steps) else 0.0
    return scale or float(training.max()) or 1.0


def _by_step(errors: Floats) -> Floats:
    """Mean squared error over the origins, smoothed to a line that never falls with the distance."""
    squared = np.mean(errors**2, axis=0)
    if len(squared) < 2:
        return np.asarray(squared)
    steps = np.arange(len(squared))
    slope, start = np.polyfit(steps, squared, 1)
    if slope <= 0 or start <= 0:
        return np.full(len(squared), squared.mean())
    return np.asarray(start + slope * steps)
