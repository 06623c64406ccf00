"""Inspections by sampling plan: what came in, what was made; a failing lot is blocked."""

from __future__ import annotations

from collections.abc import Collection

from headrace_journey.http import Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.purchases import purchase_orders

INSPECTIONS = "quality/v1/inspections"
CASES = "quality/v1/nonconformances"


async def pass_all(stage: Stage, kind: str, lots: Collection[str]) -> int:
    """Every lot of these that waits is inspected and found good; returns how many there are by now."""
    inspector = await stage.leader("inspector")
    wanted = set(lots)

    async def all_requested() -> list[Json] | None:
        found = [one for one in await inspector.all(INSPECTIONS, kind=kind) if one["lot"] in wanted]
        return found if {one["lot"] for one in found} >= wanted else None

    if not wanted:
        return 0
    found = await stage.until(f"{kind} inspections of {len(wanted)} lots to be requested", all_requested)
    for inspection in found:
        if inspection["state"] == "requested":
            await _decide(stage, inspection, 0, "")
    await stage.settled()
    return len(found)


async def fail(stage: Stage, inspection: Json) -> Json:
    """More defects than the plan accepts."""
    return await _decide(stage, inspection, inspection["rejection_number"], "Cracks at the edges of the sample.")


async def play_rejection(stage: Stage) -> Told:
    """Of the lots that came in, the smallest fails; a person decides to send it back."""
    inspection = await _failing(stage)
    inspector = await stage.leader("inspector")
    if inspection["state"] == "requested":
        await fail(stage, inspection)
    await stage.settled()
    inspection = await inspector.get(f"{INSPECTIONS}/{inspection['id']}")
    await _send_back(stage, inspection)
    facts = {
        "lot": inspection["lot"],
        "item": inspection["item"],
        "supplier": inspection["supplier"],
        "sample": inspection["sample_size"],
        "defects": inspection["defects"],
        "accepted_up_to": inspection["acceptance_number"],
        "quantity": inspection["quantity"],
        "disposition": "return",
    }
    return Told("headrace.quality.v1.LotRejected", f"/quality/inspections/{inspection['id']}", facts)


async def play_incoming(stage: Stage) -> Told:
    lots = await waiting_lots(stage)
    inspected = await pass_all(stage, "incoming", lots)
    inspector = await stage.leader("inspector")
    found = await inspector.all(INSPECTIONS, kind="incoming")
    facts = {
        "inspected": inspected,
        "accepted": sum(one["state"] == "accepted" for one in found),
        "rejected": sum(one["state"] == "rejected" for one in found),
        "sampled_pieces": sum(one["sample_size"] for one in found),
    }
    return Told("headrace.quality.v1.LotAccepted", "/quality/inspections?kind=incoming", facts)


async def _decide(stage: Stage, inspection: Json, defects: int, note: str) -> Json:
    inspector = await stage.leader("inspector")
    path = f"{INSPECTIONS}/{inspection['id']}/result"
    decided: Json = await inspector.create(
        path, stage.key("inspect", inspection["id"]), {"defects": defects, "note": note}
    )
    return decided


async def _failing(stage: Stage) -> Json:
    """The same one each time: of the order's first deliveries, that of the least quantity."""
    lots = set(await _lots_received(stage))
    inspector = await stage.leader("inspector")

    async def requested() -> list[Json] | None:
        found = [one for one in await inspector.all(INSPECTIONS, kind="incoming") if one["lot"] in lots]
        return found if len(found) >= len(lots) else None

    found = await stage.until("incoming inspections to be requested", requested)
    rejected = [one for one in found if one["state"] == "rejected"]
    waiting = [one for one in found if one["state"] == "requested"]
    return min(rejected or waiting, key=lambda one: (float(one["quantity"]["value"]), one["lot"]))


async def _lots_received(stage: Stage) -> list[str]:
    warehouse = await stage.leader("warehouse")
    lots: list[str] = []
    for order in await purchase_orders(stage):
        receipts = await warehouse.all("logistics/v1/receipts", purchase_order=order["id"])
        lots += [line["lot"] for receipt in receipts for line in receipt["lines"]]
    return lots


async def waiting_lots(stage: Stage) -> list[str]:
    """Received, and not blocked already."""
    inspector = await stage.leader("inspector")
    rejected = {one["lot"] for one in await inspector.all(INSPECTIONS, kind="incoming", state="rejected")}
    return [lot for lot in await _lots_received(stage) if lot not in rejected]


async def _send_back(stage: Stage, inspection: Json) -> None:
    """The blocked lot goes back to its supplier."""
    inspector = await stage.leader("inspector")
    for case in await inspector.all(CASES, lot=inspection["lot"]):
        if case["state"] == "open":
            body = {"disposition": "return", "reason": "Cracked castings can't be mended here."}
            await inspector.create(f"{CASES}/{case['id']}/disposition", stage.key("dispose", case["id"]), body)
        if case["state"] != "closed":
            await inspector.create(f"{CASES}/{case['id']}/closure", stage.key("dispose-end", case["id"]), {})
    await stage.settled()
