"""How good a forecast was, once the actuals are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Self

BIAS_ALARM = 4.0
"""Tracking signal beyond which a forecast is taken as biased (four mean absolute deviations)."""


class NothingToMeasure(ValueError):
    """Actuals, forecasts and naive forecasts do not cover the same buckets."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Errors over the same buckets; bias is forecast minus actual, so a positive bias means too much."""

    buckets: int
    rmse: float
    naive_rmse: float
    wape: float | None
    bias: float
    tracking_signal: float

    @classmethod
    def measure(cls, actuals: Sequence[float], forecasts: Sequence[float], naive: Sequence[float]) -> Self:
        if not actuals or not len(actuals) == len(forecasts) == len(naive):
            raise NothingToMeasure(
                f"{len(actuals)} actuals, {len(forecasts)} forecasts, {len(naive)} naive forecasts: "
                "give one of each for every bucket"
            )
        errors = [f - a for f, a in zip(forecasts, actuals, strict=True)]
        absolute = sum(abs(e) for e in errors)
        volume = sum(abs(a) for a in actuals)
        return cls(
            buckets=len(errors),
            rmse=_rms(errors),
            naive_rmse=_rms([n - a for n, a in zip(naive, actuals, strict=True)]),
            wape=absolute / volume if volume else None,
            bias=sum(errors) / len(errors),
            tracking_signal=sum(errors) / (absolute / len(errors)) if absolute else 0.0,
        )

    @property
    def value_added(self) -> float | None:
        """Share of the naive forecast's error that the forecast saves; negative where it does harm."""
        return 1 - self.rmse / self.naive_rmse if self.naive_rmse else None

    @property
    def biased(self) -> bool:
        return abs(self.tracking_signal) > BIAS_ALARM


def _rms(errors: Sequence[float]) -> float:
    return sqrt(sum(e * e for e in errors) / len(errors))
