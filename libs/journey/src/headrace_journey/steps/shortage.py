"""The rejected lot is missing: planning proposes it anew, its supplier replaces it from stock, it is inspected again."""

from __future__ import annotations

from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told
from headrace_journey.steps.agree import confirm_all
from headrace_journey.steps.inspect import pass_all
from headrace_journey.steps.order import placed
from headrace_journey.steps.plan import planned, released
from headrace_journey.steps.purchases import purchase_orders
from headrace_journey.steps.receive import receive_all
from headrace_journey.steps.tower import mended

ROUND = 2
DAYS_TO_REPLACE = 2


async def play(stage: Stage) -> Told:
    before = {order["id"] for order in await purchase_orders(stage) if order["state"] in {"delivered", "cancelled"}}
    planner = await stage.leader("planner")
    plan = await planned(stage, ROUND)
    release = await released(stage, ROUND)
    if not release["purchase"]:
        raise Stuck(f"Plan {plan['id']} proposes nothing in place of the rejected lot.")
    await confirm_all(stage)
    fresh = [order for order in await purchase_orders(stage) if order["id"] not in before]
    receipts = await receive_all(stage, fresh, within=DAYS_TO_REPLACE)
    await pass_all(stage, "incoming", [line["lot"] for receipt in receipts for line in receipt["lines"]])
    await mended(stage, "lot-rejected", "inspector", "The lot went back to its supplier.")
    await mended(stage, "shortage", "planner", "Ordered anew, received and found good.")
    again = await planner.all("mrp/v1/proposals", plan=plan["id"], order=await placed(stage), kind="purchase")
    facts = {
        "proposed_again": {proposal["item"]: proposal["quantity"] for proposal in again},
        "purchase_orders": [order["number"] for order in fresh],
        "lots": [line["lot"] for receipt in receipts for line in receipt["lines"]],
    }
    return Told("headrace.mrp.v1.ShortageFound", f"/mrp/plans/{plan['id']}", facts)
