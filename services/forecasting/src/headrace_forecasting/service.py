"""The forecasting service on one page."""

from headrace_chassis.jobs import Job
from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_forecasting import handlers
from headrace_forecasting.api import forecasts, history, policies, series
from headrace_forecasting.store import measures
from headrace_forecasting.store.tables import metadata
from headrace_forecasting.usecases import run_forecast

service = Service(
    name="forecasting",
    title="Sales forecasts: history cleaned, a method for each series, agreed over all levels, released to planning",
    api=[history.router, forecasts.router, series.router, policies.router],
    hears=[handlers],
    jobs=[Job(run_forecast.FORECAST, run_forecast.run, "forecasting.forecast.run")],
    background=[run_forecast.warm_up],
    measures=[
        Measure("forecasting_orders", "Forecast orders", measures.orders, ("state",)),
        Measure(
            "forecasting_error_ratio",
            "Error of the newest forecasts on the past, in parts of the naive forecast's; below 1 is better",
            measures.error_ratio,
        ),
    ],
    store=metadata,
    migrations="headrace_forecasting.migrations",
)
