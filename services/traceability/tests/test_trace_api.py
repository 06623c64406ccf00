"""TRC-1, TRC-3, TRC-5, PLT-5: traced over HTTP both ways, each firm as far as it may see, and a recall tried out."""

from __future__ import annotations

import pytest

from headrace_testkit.bench import ServiceBench
from headrace_traceability.service import service

from .trade import BOLTCO, CUSTOMER, LEADER, STEELCO, inspected, name, received, shipped, tell_story
from .trade import amount as some


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await tell_story(bench)
    return bench


async def codes(bench: ServiceBench, code: str, direction: str, tenant: str = LEADER) -> set[str]:
    answer = await bench.client(tenant=tenant).get(f"/v1/trace/{code}", params={"direction": direction})
    assert answer.status_code == 200, answer.text
    return {name(node["code"]) for node in answer.json()["nodes"]} - {code}


async def test_a_serial_is_traced_back_to_the_suppliers_lots(bench):
    assert await codes(bench, "serial:B-1", "back") == {
        "lot:BIKES",
        "lot:FRAMES",
        "lot:STEEL-1",
        "lot:BOLTS-1",
        "supplier:steelco",
        "supplier:boltco",
    }


async def test_a_lot_is_traced_forward_to_the_customer(bench):
    found = await codes(bench, "lot:STEEL-1", "forward")
    assert found == {"lot:FRAMES", "lot:BIKES", "serial:B-1", "serial:B-2", "shipment:shp_1", "customer:velo"}


async def test_without_a_direction_both_are_answered_with_events_to_prove(bench):
    answer = (await bench.client(tenant=LEADER).get("/v1/trace/lot%3AFRAMES")).json()
    assert [(name(e["source"]), name(e["target"])) for e in answer["edges"]][:2] == [
        ("supplier:steelco", "lot:STEEL-1"),
        ("lot:STEEL-1", "lot:FRAMES"),
    ]
    assert answer["edges"][1]["quantity"] == {"value": "10", "unit": "kg"}
    assert next(n for n in answer["nodes"] if n["number"] == "FRAMES") == {
        "code": "lot:FRAMES?item=F&maker=aurora",
        "kind": "lot",
        "number": "FRAMES",
        "item": "F",
        "maker": "aurora",
        "at": None,
        "certainty": "recorded",
    }
    assert [p["step"] for p in answer["proofs"]] == ["commissioning", "commissioning"]


async def test_supplier_and_customer_see_their_own_side_only(bench):
    assert await codes(bench, "lot:STEEL-1", "back", STEELCO) == {"supplier:steelco"}
    assert await codes(bench, "lot:STEEL-1", "forward", STEELCO) == set()
    assert await codes(bench, "customer:velo", "back", CUSTOMER) == {"shipment:shp_1", "serial:B-1"}
    steps = {}
    for tenant in (LEADER, STEELCO, BOLTCO, CUSTOMER, "rival"):
        listed = (await bench.client(tenant=tenant).get("/v1/events")).json()["items"]
        steps[tenant] = [event["step"] for event in reversed(listed)]
    assert len(steps[LEADER]) == 8
    assert steps[STEELCO] == ["receiving", "accepting"]
    assert steps[BOLTCO] == ["receiving"]
    assert steps[CUSTOMER] == ["shipping", "delivering"]
    assert steps["rival"] == []


async def test_a_foreign_firm_finds_nothing_and_a_foreign_lot_of_the_same_number_stays_apart(bench):
    rival = bench.client(tenant="rival")
    for path in ("trace/lot:STEEL-1", "recalls/STEEL-1", "trace/serial:NEVER"):
        assert (await rival.get(f"/v1/{path}")).status_code == 404
    await bench.hear(received("STEEL-1", some(1, "kg"), "otherco"), tenant="rival")
    assert await codes(bench, "lot:STEEL-1", "back", "rival") == {"supplier:otherco"}
    assert "supplier:otherco" not in await codes(bench, "lot:STEEL-1", "back")


async def test_a_recall_names_the_customers_and_what_is_still_here(bench):
    await bench.hear(shipped("B-2", "shp_2", "rad"), tenant=LEADER)
    found = (await bench.client(tenant=LEADER).get("/v1/recalls/STEEL-1")).json()
    assert (name(found["code"]), found["customers"], found["in_house"]) == ("lot:STEEL-1", ["rad", "velo"], [])
    assert [(s["shipment"], [name(code) for code in s["things"]]) for s in found["shipments"]] == [
        ("shp_1", ["serial:B-1"]),
        ("shp_2", ["serial:B-2"]),
    ]


async def test_a_lot_received_later_is_not_blamed(bench):
    await bench.hear(received("FRAMES", some(1), LEADER), tenant=LEADER)
    assert "supplier:aurora" in await codes(bench, "lot:FRAMES", "back")
    later = (await bench.client(tenant=LEADER).get("/v1/trace/serial:B-1", params={"direction": "back"})).json()
    assert "supplier:aurora" not in {edge["source"] for edge in later["edges"]}


async def test_events_are_found_by_thing_document_and_step(bench):
    await bench.hear(inspected("STEEL-1", some(1, "kg"), accepted=False), tenant=LEADER)
    client = bench.client(tenant=LEADER)
    for params, steps in [
        ({"code": "lot:STEEL-1"}, ["rejecting", "commissioning", "issuing", "accepting", "receiving"]),
        ({"document": "ord_1"}, ["delivering", "shipping"]),
        ({"step": "rejecting"}, ["rejecting"]),
    ]:
        listed = (await client.get("/v1/events", params=params)).json()["items"]
        assert [event["step"] for event in listed] == steps
    one = (await client.get(f"/v1/events/{listed[0]['id']}")).json()
    assert one["outputs"] == [{"code": "lot:STEEL-1?item=S&maker=steelco", "quantity": "1", "unit": "kg"}]
    assert (await bench.client(tenant="rival").get(f"/v1/events/{one['id']}")).status_code == 404


async def test_a_scanned_gs1_code_finds_the_thing_and_a_bad_one_is_refused(bench):
    client = bench.client(tenant=LEADER)
    scan = "https://id.example/01/09506000134352/21/B-1"
    assert (await client.get("/v1/codes", params={"scan": scan})).json()["node"] == "serial:B-1"
    assert "lot:FRAMES" in await codes(
        bench, "01/09506000134352/10/BIKES/21/B-1".replace("01/", "https://x.y/01/", 1), "back"
    )
    for bad in ("BIKES", "lot:", "shipment:", "https://id.example/01/09506000134352"):
        answer = await client.get(f"/v1/trace/{bad}")
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/code-refused"), bad
