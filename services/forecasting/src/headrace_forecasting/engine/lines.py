"""A run's item forecasts as the lines of a forecast order."""

from __future__ import annotations

from headrace_forecasting.engine.result import ForecastResult, SeriesForecast
from headrace_forecasting.model.forecast_line import ForecastLine
from headrace_forecasting.model.sales import Quantum


def order_lines(result: ForecastResult, item_level: str, quantum: Quantum) -> tuple[ForecastLine, ...]:
    """One line per item and bucket, item by item; `quantum` is the step that the history was counted in."""
    return tuple(
        line for series in result.of_level(item_level) for line in _lines_of(series, result, quantum)
    )


def _lines_of(series: SeriesForecast, result: ForecastResult, quantum: Quantum) -> list[ForecastLine]:
    low, high = series.interval_steps
    return [
        ForecastLine(
            item=series.key.node,
            bucket_start=start,
            statistical=quantum.quantity(int(series.steps[at])),
            low=quantum.quantity(int(low[at])),
            high=quantum.quantity(int(high[at])),
        )
        for at, start in enumerate(result.bucket_starts)
    ]
