"""Plan everything, and let go what the order needs."""

from __future__ import annotations

from headrace_journey.http import Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.order import placed


async def planned(stage: Stage, number: int) -> Json:
    """The plan that was made for the `number`-th time in this journey."""
    await stage.settled()
    planner = await stage.leader("planner")
    result = await stage.job(planner, "mrp", "plans", stage.key("plan", number), {"plant": None, "horizon_days": 180})
    plan: Json = await planner.get(f"mrp/v1/plans/{result['plan']}")
    return plan


async def released(stage: Stage, number: int) -> Json:
    """Everything the order needs by that plan is let go, and has become purchase and work orders."""
    plan, order = await planned(stage, number), await placed(stage)
    planner = await stage.leader("planner")
    body = {"plan": plan["id"], "order": order}
    release: Json = await planner.create("mrp/v1/proposal-releases", stage.key("release", number), body)

    async def all_placed() -> bool:
        query = {"plan": plan["id"], "order": order, "state": "released"}
        return all([p["became"] async for p in planner.pages("mrp/v1/proposals", **query)])

    what = f"{release['purchase']} purchase and {release['work']} work proposals to become orders"
    await stage.until(what, all_placed)
    return release


async def play_plan(stage: Stage) -> Told:
    plan = await planned(stage, 1)
    planner = await stage.leader("planner")
    for_order = await planner.all("mrp/v1/proposals", plan=plan["id"], order=await placed(stage))
    facts = {
        "items": plan["items"],
        "proposals": plan["proposals"],
        "for_the_order": len(for_order),
        "exceptions": plan["exceptions"],
        "late_orders": plan["late_orders"],
        "forecast_release": plan["forecast_release"],
    }
    return Told("headrace.mrp.v1.PlanCommitted", f"/mrp/plans/{plan['id']}", facts)


async def play_release(stage: Stage) -> Told:
    release = await released(stage, 1)
    facts = {"purchase": release["purchase"], "work": release["work"]}
    event = "headrace.mrp.v1.WorkProposalReleased" if release["work"] else "headrace.mrp.v1.PurchaseProposalReleased"
    return Told(event, f"/mrp/proposals?plan={release['plan']}&order={release['order']}", facts)
