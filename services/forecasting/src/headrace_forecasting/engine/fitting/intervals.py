"""Prediction intervals from a mean and the variance of past errors."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv

from headrace_forecasting.engine.arrays import Floats

_SMALLEST_MEAN = 1e-9


def quantile(mean: Floats, variance: Floats, probability: float) -> Floats:
    """Quantile of a gamma distribution with that mean and variance, elementwise.

    Demand is never negative and skewed when sparse; with a large mean the gamma is as good as normal.
    """
    level = np.maximum(mean, _SMALLEST_MEAN)
    spread = np.maximum(variance, _SMALLEST_MEAN * level)
    values = gammaincinv(level**2 / spread, probability) * spread / level
    return np.where(mean > _SMALLEST_MEAN, np.where(variance > 0, values, mean), 0.0)
