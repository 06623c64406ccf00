"""What runs in the worker process. Light to import: the libraries behind it take seconds, and only the worker pays."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from headrace_forecasting.engine.question import Question
    from headrace_forecasting.engine.result import CompanyForecast


class Watch(Protocol):
    def progress(self, done: float) -> None: ...


def answer(question: Question, watch: Watch) -> CompanyForecast:
    from headrace_forecasting.engine.company import forecast_all

    return forecast_all(question, watch.progress)


def load_library(_watch: Watch) -> None:
    """Have the libraries ready before the first forecast asks for them."""
    import_module("headrace_forecasting.engine.company")
    import_module("statsforecast.models")
