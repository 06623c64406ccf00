"""Rolling origin: what each model would have said at several past dates, over the real horizon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headrace_forecasting.engine.arrays import Floats
from headrace_forecasting.engine.fitting import models


@dataclass(frozen=True, slots=True)
class Trial:
    """Forecast less actual of one model, one row per origin (latest first), one column per step ahead."""

    method: str
    errors: Floats

    @property
    def rmse(self) -> float:
        return float(np.sqrt(np.mean(self.errors**2)))

    @property
    def bias(self) -> float:
        return float(self.errors.mean())

    @property
    def rmse_by_origin(self) -> Floats:
        by_origin: Floats = np.sqrt(np.mean(self.errors**2, axis=1))
        return by_origin


def origins_of(length: int, horizon: int, most: int) -> list[int]:
    """Lengths of the training parts, half a horizon apart, each at least one horizon long."""
    step = max(1, horizon // 2)
    lengths = range(length - horizon, horizon - 1, -step)
    return list(lengths[:most])


def try_models(names: tuple[str, ...], series: Floats, origins: list[int], horizon: int, season: int) -> list[Trial]:
    """Trials of the models that could be fitted at every origin, and of the median of the unlike ones."""
    actuals = np.stack([series[at : at + horizon] for at in origins])
    said = {name: _at_origins(name, series, origins, horizon, season) for name in names}
    fitted = {name: means for name, means in said.items() if means is not None}
    members = [fitted[name] for name in models.median_members(names) if name in fitted]
    if members:
        fitted[models.MEDIAN] = np.median(np.stack(members), axis=0)
    return [Trial(name, means - actuals) for name, means in fitted.items()]


def _at_origins(name: str, series: Floats, origins: list[int], horizon: int, season: int) -> Floats | None:
    rows = []
    for at in origins:
        means = models.fit(name, series[:at], horizon, season)
        if means is None:
            return None
        rows.append(means)
    return np.stack(rows)
