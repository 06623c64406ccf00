"""A customer orders; the order is matched to factories and gets its promise."""

from __future__ import annotations

from headrace_journey.http import Json
from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told


async def placed(stage: Stage) -> str:
    """The order's id. Placing it again finds the first."""
    if "order" not in stage.known:
        world = stage.world
        due = world.order_due.isoformat()
        lines = [{"item": line.item, "quantity": line.amount, "due": due} for line in world.order]
        customer = await stage.people.user("customer", world.customer)
        body = {"seller": world.leader, "lines": lines}
        stage.known["order"] = (await customer.create("orders/v1/orders", stage.key("order"), body))["id"]
    order: str = stage.known["order"]
    return order


async def order_now(stage: Stage) -> Json:
    customer = await stage.people.user("customer", stage.world.customer)
    order: Json = await customer.get(f"orders/v1/orders/{await placed(stage)}")
    return order


async def play(stage: Stage) -> Told:
    """An order whose matching was given up in an earlier life is matched again."""
    await stage.settled()
    order = await order_now(stage)
    if order["state"] == "unmatched":
        await (await stage.leader("sales")).act(f"orders/v1/orders/{order['id']}/matching")

    async def decided() -> Json | None:
        order = await order_now(stage)
        return None if order["state"] == "placed" else order

    order = await stage.until("the order to be matched to factories", decided)
    if order["state"] in {"refused", "unmatched"}:
        reasons = "; ".join(f"{r['plant']}: {r['reason']}" for r in order["refusals"])
        raise Stuck(f"Order {order['number']} is {order['state']}: {reasons}")
    return Told("headrace.orders.v1.OrderMatched", f"/orders/orders/{order['id']}", _facts(order))


def _facts(order: Json) -> Json:
    return {
        "order": order["number"],
        "lines": {line["item"]: line["quantity"]["value"] for line in order["lines"]},
        "total": order["total"],
        "promise": order["promise"],
        "chosen": [
            f"{a['plant']} makes {a['quantity']['value']} {a['item']}: {a['reason']}" for a in order["allocations"]
        ],
        "not_chosen": [f"{r['plant']}, line {r['line']}: {r['reason']}" for r in order["refusals"]],
    }
