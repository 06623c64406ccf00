"""The purchase orders that were made for the customer's order."""

from __future__ import annotations

from headrace_journey.http import Client, Json
from headrace_journey.stage import Stage
from headrace_journey.steps.order import placed

LONGEST_NUMBER = 60


async def purchase_orders(stage: Stage, state: str | None = None) -> list[Json]:
    """By number."""
    buyer = await stage.leader("buyer")
    found = await buyer.all("srm/v1/purchase-orders", order=await placed(stage), state=state)
    return sorted(found, key=lambda order: str(order["number"]))


async def supplier_of(stage: Stage, order: Json) -> Client:
    return await stage.people.user("supplier", order["supplier"])


def path_of(order: Json, step: str = "") -> str:
    return f"srm/v1/purchase-orders/{order['id']}{step and '/' + step}"


def paper_number(stage: Stage, kind: str, order: Json) -> str:
    """Of a supplier's paper. Its other customers number their orders as we do, and it gives each number once."""
    return f"{kind}-{order['number']}-{stage.world.leader}"[:LONGEST_NUMBER]
