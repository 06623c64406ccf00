"""Forecast all that is sold, and release it to planning."""

from __future__ import annotations

from collections import Counter

from headrace_journey.http import Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told


async def released_forecast(stage: Stage) -> Json:
    planner = await stage.leader("planner")
    result = await stage.job(planner, "forecasting", "forecast-runs", stage.key("forecast"), {"horizon_weeks": 13})
    path = f"forecasting/v1/forecast-orders/{result['forecast_order']}"
    order: Json = await planner.get(path)
    if order["state"] != "released":
        order = await planner.act(f"{path}/release", version=order["version"])
    return order


async def play(stage: Stage) -> Told:
    order = await released_forecast(stage)
    planner = await stage.leader("planner")
    series = await planner.all("forecasting/v1/series", order=order["id"])
    levels = Counter(one["level"] for one in series)
    methods = Counter(one["method"] for one in series if one["level"] == "item")
    facts = {
        "items": order["items"],
        "series": order["series"],
        "levels": dict(levels),
        "methods": dict(methods.most_common()),
        "cleaned_weeks": sum(one["cleaned_weeks"] for one in series),
        "from": order["first_day"],
        "to": order["last_day"],
    }
    return Told("headrace.forecasting.v1.ForecastOrderReleased", f"/forecasting/forecast-orders/{order['id']}", facts)
