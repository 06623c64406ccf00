"""The rejected lot is missing: planning proposes it anew, its supplier replaces it from stock, it passes inspection."""

from __future__ import annotations

from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.agree import confirm_all
from headrace_journey.steps.inspect import pass_all, waiting_lots
from headrace_journey.steps.plan import planned, released
from headrace_journey.steps.purchases import purchase_orders
from headrace_journey.steps.receive import receive_all
from headrace_journey.steps.tower import mended

ROUND = 2
DAYS_TO_REPLACE = 2


async def play(stage: Stage) -> Told:
    """Where the stock holds enough for the order in spite of the lot, nothing is proposed for the order again.

    What was brought before a restart is no longer open, so every lot that still waits is inspected, not only the lots
    received now; and what was bought anew is told by the batch of the release.
    """
    plan = await planned(stage, ROUND)
    release = await released(stage, ROUND)
    await confirm_all(stage)
    fresh = [order for order in await purchase_orders(stage) if order["batch"] == release["id"]]
    receipts = await receive_all(stage, fresh, within=DAYS_TO_REPLACE)
    await pass_all(stage, "incoming", await waiting_lots(stage))
    await mended(stage, "lot-rejected", "inspector", "The lot went back to its supplier.")
    await mended(stage, "shortage", "planner", "Planned anew: replaced by the supplier, or there is enough without it.")
    facts = {
        "proposed_again": {"purchase": release["purchase"], "work": release["work"]},
        "purchase_orders": [order["number"] for order in fresh],
        "lots": [line["lot"] for receipt in receipts for line in receipt["lines"]],
    }
    return Told("headrace.mrp.v1.ShortageFound", f"/mrp/plans/{plan['id']}", facts)
