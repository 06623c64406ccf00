"""The rejected lot is missing: planning proposes it anew, its supplier replaces it from stock, it passes inspection."""

from __future__ import annotations

from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.agree import confirm_all
from headrace_journey.steps.inspect import pass_all
from headrace_journey.steps.plan import planned, released
from headrace_journey.steps.purchases import purchase_orders
from headrace_journey.steps.receive import receive_all
from headrace_journey.steps.tower import mended

ROUND = 2
DAYS_TO_REPLACE = 2


async def play(stage: Stage) -> Told:
    """Where the stock holds enough for the order in spite of the lot, nothing is proposed for the order again."""
    before = {order["id"] for order in await purchase_orders(stage) if order["state"] in {"delivered", "cancelled"}}
    plan = await planned(stage, ROUND)
    release = await released(stage, ROUND)
    await confirm_all(stage)
    fresh = [order for order in await purchase_orders(stage) if order["id"] not in before]
    receipts = await receive_all(stage, fresh, within=DAYS_TO_REPLACE)
    await pass_all(stage, "incoming", [line["lot"] for receipt in receipts for line in receipt["lines"]])
    await mended(stage, "lot-rejected", "inspector", "The lot went back to its supplier.")
    await mended(stage, "shortage", "planner", "Planned anew: replaced by the supplier, or there is enough without it.")
    facts = {
        "proposed_again": {"purchase": release["purchase"], "work": release["work"]},
        "purchase_orders": [order["number"] for order in fresh],
        "lots": [line["lot"] for receipt in receipts for line in receipt["lines"]],
    }
    return Told("headrace.mrp.v1.ShortageFound", f"/mrp/plans/{plan['id']}", facts)
