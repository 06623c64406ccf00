"""LOG-2, MES-7: shop and warehouse agree: what was issued is used up, scrap, or back in stock when the order closes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from headrace_contracts.event import Event
from headrace_contracts.logistics.v1 import MaterialIssued, MaterialScrapped
from headrace_contracts.mes.v1 import UnitsCompleted, WorkOrderClosed, WorkOrderReleased
from headrace_contracts.mrp.v1 import WorkProposalReleased
from headrace_contracts.product.v1 import BomLine, BomPublished, Source, Tracking
from headrace_logistics.service import service as logistics
from headrace_mes.service import service as mes
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.plugin import StartService
from headrace_testkit.told import ea

TODAY = START.date()
FRAME = told.item("FRAME", source=Source.MAKE, tracking=Tracking.LOT)
LINE = BomLine(component="BOLT", quantity_per=ea(1), scrap_percent="0", valid_from=TODAY, valid_to=None)
PROPOSAL = WorkProposalReleased(
    proposal="prp_1",
    plan="pln_1",
    item="FRAME",
    plant="north",
    quantity=ea(10),
    start=TODAY,
    due=TODAY + timedelta(days=5),
    pegs=(),
)


async def both(start_service: StartService) -> tuple[ServiceBench, ServiceBench]:
    shop, store = await start_service(mes), await start_service(logistics)
    bom = BomPublished(item="FRAME", revision=1, lines=(LINE,))
    await shop.hear(FRAME, bom, told.routing("FRAME", "bench"), told.work_centre("bench"))
    await shop.hear(PROPOSAL)
    await store.hear(FRAME, told.item("BOLT"))
    return shop, store


async def tell(teller: ServiceBench, hearer: ServiceBench, *kinds: type[Event]) -> None:
    for kind in kinds:
        await hearer.hear(*await teller.told(kind))
    assert await hearer.parked() == []


def bolts(scan: str, lot: str) -> dict[str, object]:
    return {"scan": scan, "lot": lot, "quantity": {"value": "1", "unit": "EA"}}


@pytest.mark.parametrize(
    ("broken", "books"),
    [
        ([bolts("bad", "A")], {"consumed": "10", "scrapped": "1", "in_production": "0", "on_hand": "1"}),
        ([], {"consumed": "10", "scrapped": "0", "in_production": "0", "on_hand": "2"}),
    ],
    ids=["one broke", "none broke"],
)
async def test_ten_were_issued_and_one_more_for_a_reason(start_service, broken, books):
    shop, store = await both(start_service)
    warehouse, planner = store.client("warehouse"), shop.client("planner", "operator")
    for lot, value in (("A", "10"), ("B", "2")):
        row = {"plant": "north", "item": "BOLT", "lot": lot, "quantity": {"value": value, "unit": "EA"}}
        await warehouse.put("/v1/opening-stock", json={"items": [row]})
    order = (await planner.get("/v1/work-orders")).json()["items"][0]["id"]
    await planner.post(f"/v1/work-orders/{order}/release")
    await tell(shop, store, WorkOrderReleased)
    body = {"work_order": order, "propose": True}
    assert (await warehouse.post("/v1/issues", json=body)).status_code == 201
    more = {"work_order": order, "scans": [bolts("more", "B")], "reason": "one broke", "broken": broken}
    assert (await warehouse.post("/v1/issues", json=more)).status_code == 201
    await tell(store, shop, MaterialIssued, MaterialScrapped)
    good = {"sequence": 10, "good": {"value": "10", "unit": "EA"}, "scrap": {"value": "0", "unit": "EA"}}
    assert (await planner.post(f"/v1/work-orders/{order}/reports", json=good)).status_code == 201
    await tell(shop, store, UnitsCompleted, WorkOrderClosed)
    (found,) = (await store.client("auditor").get("/v1/stock-balance", params={"item": "BOLT"})).json()["items"]
    assert {use: found[use]["value"] for use in books} == books
    assert found["balanced"]
