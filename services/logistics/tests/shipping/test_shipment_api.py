"""LOG-1, LOG-2: a matched order's goods are picked, dispatched together and delivered."""

from __future__ import annotations

import pytest

from headrace_contracts.logistics.v1 import ShipmentDelivered, ShipmentDispatched
from headrace_contracts.orders.v1 import OrderCancelled
from headrace_contracts.quality.v1 import InspectionKind
from headrace_logistics.service import service
from headrace_testkit.bench import ServiceBench

from ..warehouse import accepted, assert_balanced, completed, ea, in_stock, item, matched, open_stock, reason, scanned


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("PUMP"), matched(), completed())
    return bench


async def ship(bench: ServiceBench, *scans: dict, order: str = "ord_1", tenant: str = "acme"):
    what = {"scans": list(scans)} if scans else {"propose": True}
    body = {"order": order, "plant": "north", "carrier": "Truck 7", **what}
    return await bench.client("warehouse", tenant=tenant).post("/v1/shipments", json=body)


async def request(bench: ServiceBench) -> dict:
    answer = await bench.client("sales").get("/v1/shipment-requests", params={"order": "ord_1"})
    return answer.json()["items"][0]


async def inspected(bench: ServiceBench) -> None:
    await bench.hear(accepted("PUMP", "WO-1", 2, InspectionKind.FINAL))


async def test_accepted_pieces_are_shipped_and_delivered(bench):
    await inspected(bench)
    answer = await ship(bench)
    assert answer.status_code == 201, answer.text
    shipment = answer.json()
    assert (shipment["number"], shipment["state"]) == ("SH-000001", "dispatched")
    assert shipment["lines"][0]["serials"] == ["WO-1-1", "WO-1-2"]
    assert await in_stock(bench) == {"WO-1": {"in_transit": "2"}}
    (told,) = await bench.told(ShipmentDispatched, tenant="acme")
    assert (told.customer, told.lines[0].quantity, told.lines[0].lots) == ("velo", ea(2), ("WO-1",))
    path = f"/v1/shipments/{shipment['id']}/delivery"
    done = await bench.client("warehouse").post(path, json={"received_by": "Mia"})
    assert (done.status_code, done.json()["state"]) == (201, "delivered")
    assert (await bench.told(ShipmentDelivered))[0].lines == told.lines
    assert (await bench.client("warehouse").post(path, json={"received_by": "Mia"})).status_code == 409
    books = await assert_balanced(bench)
    assert (books["PUMP"]["shipped"]["value"], books["PUMP"]["on_hand"]["value"]) == ("2", "0")
    assert (await request(bench))["state"] == "complete"
    assert (await ship(bench)).json()["type"] == "/problems/request-closed"


async def test_scanned_pieces_go_and_the_rest_stays_for_another_shipment(bench):
    await inspected(bench)
    first = await ship(bench, scanned("1", serial="WO-1-2"))
    again = await ship(bench, scanned("1", serial="WO-1-2"))
    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert first.json()["lines"][0]["serials"] == ["WO-1-2"]
    rest = await request(bench)
    assert (rest["state"], rest["lines"][0]["shipped"]["value"]) == ("open", "1")
    assert (await ship(bench)).json()["lines"][0]["serials"] == ["WO-1-1"]
    assert [s.number for s in await bench.told(ShipmentDispatched)] == ["SH-000001", "SH-000002"]


async def test_goods_in_inspection_or_too_few_do_not_leave(bench):
    lacking = await ship(bench)
    assert (lacking.status_code, lacking.json()["type"]) == (409, "/problems/wrong-stage")
    assert "lacks 2 EA of PUMP" in lacking.json()["detail"]
    assert reason(await ship(bench, scanned("1", serial="WO-1-1"))) == "in_inspection"
    assert await in_stock(bench) == {"WO-1": {"inspection": "2"}}
    assert await bench.told(ShipmentDispatched) == []


@pytest.mark.parametrize(
    ("scans", "why"),
    [
        ([scanned("1", serial="NEVER-MADE")], "unknown_lot"),
        ([scanned("1", 2, lot="WO-1")], "serial_needed"),
        ([scanned("1", serial="WO-1-1"), scanned("2", serial="WO-1-1")], "serial_twice"),
        ([scanned("1", serial="WO-1-1"), scanned("1", serial="WO-1-2")], "scan_id_reused"),
        ([scanned("1", 1, lot="BOX")], "wrong_item"),
        ([scanned("1", 1, lot="R-1")], "foreign_lot"),
    ],
)
async def test_a_wrong_scan_ships_nothing(bench, scans, why):
    await inspected(bench)
    await bench.hear(item("CRATE"))
    await bench.hear(item("PUMP"), tenant="rival")
    await open_stock(bench, ("CRATE", "BOX", 5))
    await open_stock(bench, ("PUMP", "R-1", 5), tenant="rival")
    assert reason(await ship(bench, *scans)) == why
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"available": "2"}}
    assert await bench.told(ShipmentDispatched) == []


async def test_goods_without_serials_are_shipped_by_lot(bench):
    await bench.hear(matched(3, "ord_2"))
    await open_stock(bench, ("PUMP", "OLD", 5))
    answer = await ship(bench, scanned("1", 3, lot="OLD"), order="ord_2")
    assert [(i["lots"], i["serials"]) for i in answer.json()["lines"]] == [(["OLD"], [])]
    assert await in_stock(bench, lot="OLD") == {"OLD": {"available": "2", "in_transit": "3"}}


async def test_a_cancelled_or_a_foreign_order_is_not_shipped(bench):
    await inspected(bench)
    assert (await ship(bench, tenant="rival")).status_code == 404
    await bench.hear(OrderCancelled(order="ord_1", customer="velo", reason="changed their mind"))
    assert (await ship(bench)).status_code == 409
    assert (await ship(bench, order="ord_9")).status_code == 404
    assert await bench.told(ShipmentDispatched) == []


async def test_a_delivery_names_who_took_it(bench):
    await inspected(bench)
    shipment = (await ship(bench)).json()["id"]
    answer = await bench.client("warehouse").post(f"/v1/shipments/{shipment}/delivery", json={"received_by": " "})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/wrong-shipment")
    assert await bench.told(ShipmentDelivered) == []
