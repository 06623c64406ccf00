"""MES-2, MES-7, LOG-2, QMS-1, PLT-6: an order of many pieces, each of a frame of its own lot, goes through.

What one event can't tell is told in portions, and nobody that hears them takes a piece or a lot twice.
"""

from __future__ import annotations

from datetime import timedelta

from headrace_contracts.event import Event
from headrace_contracts.logistics.v1 import MaterialIssued, ShipmentDispatched
from headrace_contracts.mes.v1 import MaterialUsed, UnitsCompleted, WorkOrderClosed, WorkOrderReleased
from headrace_contracts.mrp.v1 import WorkProposalReleased
from headrace_contracts.orders.v1 import Allocation, OrderMatched
from headrace_contracts.portions import PORTION
from headrace_contracts.product.v1 import BomLine, BomPublished, Source, Tracking
from headrace_contracts.quality.v1 import InspectionRequested, LotAccepted
from headrace_logistics.service import service as logistics
from headrace_mes.service import service as mes
from headrace_quality.service import service as quality
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.plugin import StartService
from headrace_testkit.told import ea
from headrace_traceability.service import service as traceability

TODAY = START.date()
MANY = 1200
ITEMS = [
    told.item("BIKE", source=Source.MAKE, tracking=Tracking.SERIAL),
    told.item("FRAME"),
]
LINE = BomLine(component="FRAME", quantity_per=ea(1), scrap_percent="0", valid_from=TODAY, valid_to=None)
PROPOSAL = WorkProposalReleased(
    proposal="prp_1",
    plan="pln_1",
    item="BIKE",
    plant="north",
    quantity=ea(MANY),
    start=TODAY,
    due=TODAY + timedelta(days=30),
    pegs=(),
)


async def tell(teller: ServiceBench, *kinds: type[Event], to: tuple[ServiceBench, ...]) -> None:
    for kind in kinds:
        for hearer in to:
            await hearer.hear(*await teller.told(kind))
            assert await hearer.parked() == []


async def stocked(store: ServiceBench) -> None:
    """A frame for each piece, each of a lot of its own."""
    for start in range(0, MANY, 1000):
        rows = [
            {"plant": "north", "item": "FRAME", "lot": f"F-{n:05}", "quantity": as_json(1)}
            for n in range(start, min(start + 1000, MANY))
        ]
        answer = await store.client("warehouse").put("/v1/opening-stock", json={"items": rows})
        assert answer.json()["errors"] == [], answer.text


def as_json(value: int) -> dict[str, str]:
    return {"value": str(value), "unit": "EA"}


async def test_more_pieces_than_one_event_tells_are_released_reported_received_and_shipped(start_service: StartService):
    shop, store = await start_service(mes), await start_service(logistics)
    lab, history = await start_service(quality), await start_service(traceability)
    await shop.hear(*ITEMS, BomPublished(item="BIKE", revision=1, lines=(LINE,)))
    await shop.hear(told.routing("BIKE", "bench", minutes=0.1), told.work_centre("bench"))
    await shop.hear(PROPOSAL)
    await store.hear(*ITEMS)
    await lab.hear(*ITEMS)
    await stocked(store)
    planner = shop.client("planner", "operator")
    order = (await planner.get("/v1/work-orders")).json()["items"][0]["id"]
    released = await planner.post(f"/v1/work-orders/{order}/release")
    assert released.status_code == 200, released.text
    await tell(shop, WorkOrderReleased, to=(store,))

    issued = await store.client("warehouse").post("/v1/issues", json={"work_order": order, "propose": True})
    assert issued.status_code == 201, issued.text
    assert [len(event.lines) for event in await store.told(MaterialIssued)] == [PORTION, MANY - PORTION]
    await tell(store, MaterialIssued, to=(shop, history))

    for good in (1, 1, MANY - 2):
        body = {"sequence": 10, "good": as_json(good), "scrap": as_json(0)}
        answer = await planner.post(f"/v1/work-orders/{order}/reports", json=body)
        assert answer.status_code == 201, answer.text
    assert answer.json()["state"] == "closed"
    completed = await shop.told(UnitsCompleted)
    assert len({serial for event in completed for serial in event.serials}) == MANY
    used = [use for event in (*completed, *await shop.told(MaterialUsed)) for use in event.consumed]
    assert sum(use.quantity.value for use in used) == MANY
    await tell(shop, MaterialUsed, UnitsCompleted, WorkOrderClosed, to=(store, history))
    await tell(shop, UnitsCompleted, to=(lab,))

    (asked,) = {event.inspection for event in await lab.told(InspectionRequested)}
    recorded = await lab.client("inspector").post(f"/v1/inspections/{asked}/result", json={"defects": 0})
    assert recorded.status_code == 201, recorded.text
    (accepted,) = await lab.told(LotAccepted)
    assert len(set(accepted.serials)) == accepted.quantity.value == MANY
    await tell(lab, LotAccepted, to=(store, history, shop))
    part = Allocation(line=1, item="BIKE", plant="north", quantity=ea(MANY), start=TODAY, finish=TODAY, reason="near")
    matched = OrderMatched(order="ord_1", customer="velo", priority=0, allocations=(part,), promise=TODAY)
    await store.hear(matched)
    sent = {"order": "ord_1", "plant": "north", "carrier": "Rail", "propose": True}
    shipped = await store.client("warehouse").post("/v1/shipments", json=sent)
    assert shipped.status_code == 201, shipped.text
    await tell(store, ShipmentDispatched, to=(history,))
    (left,) = await store.told(ShipmentDispatched)
    assert len(set(left.lines[0].serials)) == MANY
    balance = (await store.client("auditor").get("/v1/stock-balance", params={"item": "BIKE"})).json()["items"]
    assert {row["on_hand"]["value"] for row in balance} == {"0"}
