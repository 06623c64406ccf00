"""Everything that was let go for the order came to an end."""

from __future__ import annotations

from decimal import Decimal

from headrace_journey.http import Json
from headrace_journey.result import Check
from headrace_journey.stage import Stage
from headrace_journey.steps.order import order_now
from headrace_journey.steps.purchases import purchase_orders
from headrace_journey.steps.work import ENDED, work_orders


async def checks(stage: Stage) -> list[Check]:
    order, cancelled = await order_now(stage), stage.world.story.order_is_cancelled
    purchases = await purchase_orders(stage)
    open_work = [work["number"] for work in await work_orders(stage) if work["state"] not in ENDED]
    open_purchases = [p["number"] for p in purchases if p["state"] not in {"delivered", "cancelled"}]
    return [
        Check("the customer's order", "cancelled" if cancelled else "fulfilled", order["state"]),
        Check("work orders still open", [], open_work),
        Check("purchase orders still open", [], open_purchases),
        Check("purchased lines not wholly judged", [], [name for p in purchases for name in _unjudged(p)]),
        Check("exceptions still open", [], await _open_exceptions(stage)),
    ]


def _unjudged(order: Json) -> list[str]:
    return [
        f"{order['number']}/{line['line']}"
        for line in order["lines"]
        if Decimal(line["received"]["value"]) != Decimal(line["accepted"]["value"]) + Decimal(line["rejected"]["value"])
    ]


async def _open_exceptions(stage: Stage) -> list[str]:
    tower = await stage.leader("maintenance")
    found = await tower.all("control-tower/v1/exceptions")
    return [f"{one['rule']}: {one['title']}" for one in found if one["state"] != "closed"]
