"""A series' forecast as the buckets that people and planning read."""

from __future__ import annotations

from headrace_forecasting.engine.result import ForecastResult, SeriesForecast
from headrace_forecasting.model.forecast_line import Bucket
from headrace_forecasting.model.sales import Quantum


def buckets_of(series: SeriesForecast, result: ForecastResult, quantum: Quantum) -> tuple[Bucket, ...]:
    """`quantum` is the step that the history was counted in."""
    low, high = series.interval_steps
    return tuple(
        Bucket(
            start,
            statistical=quantum.quantity(int(series.steps[at])),
            low=quantum.quantity(int(low[at])),
            high=quantum.quantity(int(high[at])),
        )
        for at, start in enumerate(result.bucket_starts)
    )
