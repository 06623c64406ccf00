"""The customer cancels half-way: what was begun for the order ends, what came in stays in stock."""

from __future__ import annotations

from headrace_journey.http import Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.order import order_now
from headrace_journey.steps.purchases import path_of, purchase_orders
from headrace_journey.steps.tower import mended
from headrace_journey.steps.work import ENDED, work_orders


async def play(stage: Stage) -> Told:
    order = await order_now(stage)
    if order["state"] != "cancelled":
        customer = await stage.people.user("customer", stage.world.customer)
        body = {"reason": "The site is not going to be built."}
        await customer.act(f"orders/v1/orders/{order['id']}/cancel", body, version=order["version"])

    async def work_ended() -> bool:
        return all(one["state"] in ENDED for one in await work_orders(stage))

    await stage.until("the order's work to be cancelled", work_ended)
    await mended(stage, "lot-rejected", "inspector", "The lot went back to its supplier.")
    await mended(stage, "shortage", "planner", "The customer cancelled; nothing is missing any more.")
    cancelled = await _cancel_purchases(stage)
    facts = {
        "order": order["number"],
        "work_orders_cancelled": len(await work_orders(stage)),
        "purchase_orders_cancelled": [purchase["number"] for purchase in cancelled],
    }
    return Told("headrace.orders.v1.OrderCancelled", f"/orders/orders/{order['id']}", facts)


async def _cancel_purchases(stage: Stage) -> list[Json]:
    """Those of which nothing is under way yet."""
    buyer = await stage.leader("buyer")
    for order in await purchase_orders(stage):
        if order["state"] in {"published", "confirmed"} and not _is_under_way(order):
            body = {"reason": "Our customer cancelled the order it is for."}
            await buyer.act(path_of(order, "cancellation"), body, version=order["version"])
    return await purchase_orders(stage, "cancelled")


def _is_under_way(order: Json) -> bool:
    return any(float(line["noted"]["value"]) for line in order["lines"])
