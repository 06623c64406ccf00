"""How much of everything a journey made."""

from __future__ import annotations

from headrace_journey.http import Client, Json
from headrace_journey.settling import SERVICES
from headrace_journey.stage import Stage
from headrace_journey.steps.forecast import released_forecast
from headrace_journey.steps.notes import notes
from headrace_journey.steps.plan import planned
from headrace_journey.steps.purchases import purchase_orders
from headrace_journey.steps.ship import shipments
from headrace_journey.steps.work import details, work_orders


async def count(stage: Stage) -> Json:
    work = await details(stage, await work_orders(stage))
    return {
        "items": len(stage.world.items),
        "bom_lines": stage.world.bom_lines,
        "forecasts": (await released_forecast(stage))["series"],
        "proposals": (await planned(stage, 1))["proposals"],
        "work_orders": len(work),
        "purchase_orders": len(await purchase_orders(stage)),
        "serials": sum(len(order["serials"]) for order in work),
        "telemetry_points": await telemetry_points(stage),
        "shipments": len(await shipments(stage)),
        "notes": len(await notes(stage)),
        "events": await _events(await stage.people.platform()),
    }


async def telemetry_points(stage: Stage) -> int:
    engineer = await stage.leader("engineer")
    streams: list[Json] = await engineer.all("equipment/v1/streams")
    return sum(stream["stored"] for stream in streams)


async def _events(platform: Client) -> int:
    """In the logs of all services, on whatever bus they travel and whether or not anybody hears them."""
    sizes = [(await platform.get(f"{service}/v1/event-log/size"))["events"] for service in SERVICES]
    return sum(sizes)
