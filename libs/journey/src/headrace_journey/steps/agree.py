"""Suppliers answer: most confirm, one proposes other terms."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

from headrace_journey.http import Json
from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told
from headrace_journey.steps.purchases import path_of, purchase_orders, supplier_of
from headrace_journey.steps.tower import mended

DAYS_LATER = 2
AT_ONCE = 4


async def confirm_all(stage: Stage) -> None:
    """Every open order is confirmed as it stands; what a supplier proposed before is accepted first."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def agree(order: Json) -> None:
        async with gate:
            if order["state"] == "counter_proposed":
                await _accept(stage, order)
            else:
                await (await supplier_of(stage, order)).act(path_of(order, "confirmation"), version=order["version"])

    open_orders = [o for o in await purchase_orders(stage) if o["state"] in {"published", "counter_proposed"}]
    await asyncio.gather(*map(agree, open_orders))


async def play_counter_proposal(stage: Stage) -> Told:
    """The first supplier asks for other terms; the buyer takes them, or stays with his own."""
    order = await _first(stage)
    if order["state"] == "published" and not _was_countered(order):
        order = await _counter(stage, order)
    refused = stage.world.story.buyer_refuses_other_terms
    if order["state"] == "counter_proposed":
        order = await (_refuse(stage, order) if refused else _accept(stage, order))
    facts = {
        "purchase_order": order["number"],
        "supplier": order["supplier"],
        "asked_for": f"{DAYS_LATER} more days",
        "answer": "refused" if refused else "accepted",
        "due": order["due"],
        "revision": order["revision"],
    }
    return Told("headrace.srm.v1.PurchaseOrderCounterProposed", f"/srm/purchase-orders/{order['id']}", facts)


async def play_confirmations(stage: Stage) -> Told:
    await confirm_all(stage)
    await stage.settled()
    words = "Both sides have agreed."
    countered = await mended(stage, "purchase-order-counter-proposed", "buyer", words)
    orders = await purchase_orders(stage)
    facts = {
        "purchase_orders": len(orders),
        "suppliers": len({order["supplier"] for order in orders}),
        "lines": sum(len(order["lines"]) for order in orders),
        "total": _total(orders),
        "came_to_terms": countered,
        "last_due": max((line["due"] for order in orders for line in order["lines"]), default=""),
    }
    return Told("headrace.srm.v1.PurchaseOrderConfirmed", "/srm/purchase-orders", facts)


async def _first(stage: Stage) -> Json:
    orders = await purchase_orders(stage)
    if not orders:
        raise Stuck("Nothing had to be bought for the order; there is no supplier to answer.")
    return orders[0]


def _was_countered(order: Json) -> bool:
    return any(step["kind"] == "counter_proposed" for step in order["steps"])


async def _counter(stage: Stage, order: Json) -> Json:
    line = order["lines"][0]
    later = date.fromisoformat(line["due"]) + timedelta(days=DAYS_LATER)
    body = {
        "lines": [{"line": line["line"], "due": later.isoformat()}],
        "reason": "Our furnace is being relined; we need a little longer.",
    }
    supplier = await supplier_of(stage, order)
    return await _done(supplier.act(path_of(order, "counter-proposal"), body, version=order["version"]))


async def _accept(stage: Stage, order: Json) -> Json:
    buyer = await stage.leader("buyer")
    return await _done(buyer.act(path_of(order, "counter-proposal/acceptance"), version=order["version"]))


async def _refuse(stage: Stage, order: Json) -> Json:
    buyer = await stage.leader("buyer")
    body = {"reason": "Our customer can't wait; please keep the date."}
    return await _done(buyer.act(path_of(order, "counter-proposal/refusal"), body, version=order["version"]))


async def _done(answer: Any) -> Json:
    order: Json = await answer
    return order


def _total(orders: list[Json]) -> Json | None:
    if not orders:
        return None
    return {"minor": sum(o["total"]["minor"] for o in orders), "currency": orders[0]["total"]["currency"]}
