"""QMS-2, QMS-4: a decision that was wrong is withdrawn as long as nothing was done with the goods."""

from __future__ import annotations

import pytest

from headrace_contracts.logistics.v1 import HeldLot, LotsMoved
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotRejected
from headrace_quality.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import ea, item

from .test_quality_api import completed, decide, inspection_of, received, reject, taken_back

WRONG = {"reason": "that was the sample of another lot"}


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BOLT"))
    return bench


def held(lot: str, quantity: int, place: str = "available", party: str = "", **more) -> LotsMoved:
    there = HeldLot(lot=lot, maker="vendor-1", place=place, party=party, quantity=ea(quantity))
    return LotsMoved(item="BOLT", plant="north", held=(there,), cause="moved", reference="doc")


async def reopen(bench: ServiceBench, lot: str, **headers: str):
    found = await inspection_of(bench, lot)
    path = f"/v1/inspections/{found['id']}/reopening"
    tag = {"If-Match": f'"{found["version"]}"'}
    return await bench.client("inspector", user="wang").post(path, json=WRONG, headers=headers or tag)


async def correct(bench: ServiceBench, lot: str, **total: object):
    path = f"/v1/inspections/{(await inspection_of(bench, lot))['id']}/correction"
    return await bench.client("inspector").post(path, json={"inspected": 50, "reason": "its own sample", **total})


async def series(bench: ServiceBench) -> dict:
    (found,) = (await bench.client("inspector").get("/v1/lot-series")).json()["items"]
    return {name: found[name] for name in ("severity", "score", "accepted_running", "rejected_on_tightened")}


async def test_a_rejection_is_withdrawn_with_its_case_and_the_lot_is_decided_anew(bench):
    case = await reject(bench, "A")
    path = f"/v1/nonconformances/{case['id']}"
    await bench.client("inspector").post(f"{path}/disposition", json={"disposition": "scrap"})
    answer = await reopen(bench, "A")
    assert (answer.status_code, answer.json()["state"], answer.json()["decided_at"]) == (200, "recorded", None)
    assert answer.json()["findings"] == ["rust", f"rejected by mistake, withdrawn by wang: {WRONG['reason']}"]
    assert (await bench.client("inspector").get(path)).json()["state"] == "withdrawn"
    closing = await bench.client("inspector").post(f"{path}/closure")
    assert (closing.status_code, closing.json()["type"]) == (409, "/problems/wrong-stage")
    (told,) = await bench.told(InspectionReopened)
    assert (told.lot, told.quantity, told.accepted, told.purchase_order, told.reason) == (
        "A",
        ea(200),
        False,
        "po_1",
        WRONG["reason"],
    )
    assert (await correct(bench, "A", defects=0)).json()["state"] == "accepted"
    (accepted,) = await bench.told(LotAccepted)
    assert accepted.inspection == told.inspection
    assert (await bench.measured())["quality_nonconformances_open"] == 0


async def test_an_acceptance_is_withdrawn_while_the_goods_are_free(bench):
    await bench.hear(received("A"), held("A", 200, "inspection"))
    await decide(bench, "A", defects=0)
    await bench.hear(held("A", 0, "inspection"), held("A", 200))
    assert (await reopen(bench, "A")).json()["state"] == "recorded"
    assert (await correct(bench, "A", defects=9)).json()["state"] == "rejected"
    assert len(await bench.told(LotRejected)) == 1


async def test_what_the_warehouse_has_not_set_free_yet_is_untouched_but_not_what_waits_for_another_decision(bench):
    await bench.hear(received("A"), held("A", 200, "inspection"))
    await decide(bench, "A", defects=0)
    await bench.hear(received("A"), held("A", 200, "inspection"))
    refused = await bench.client("inspector").get("/v1/inspections", params={"lot": "A", "state": "accepted"})
    (first,) = refused.json()["items"]
    path, tag = f"/v1/inspections/{first['id']}/reopening", {"If-Match": f'"{first["version"]}"'}
    assert (await bench.client("inspector").post(path, json=WRONG, headers=tag)).status_code == 409
    await bench.hear(held("A", 400, "inspection"))
    assert (await bench.client("inspector").post(path, json=WRONG, headers=tag)).status_code == 200


async def test_an_acceptance_stands_once_goods_are_used_and_the_answer_says_where_they_are_and_what_leads_on(bench):
    await bench.hear(received("A"))
    await decide(bench, "A", defects=0)
    await bench.hear(held("A", 120), held("A", 50, "production", "wo_1"))
    refused = await reopen(bench, "A")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/goods-moved")
    detail = refused.json()["detail"]
    assert "Of 200 EA of lot A of BOLT 120 EA are free in north" in detail
    assert "50 EA production for wo_1" in detail
    assert "Block what is free" in detail
    assert ((await inspection_of(bench, "A"))["state"], await bench.told(InspectionReopened)) == ("accepted", [])


@pytest.mark.parametrize(
    ("disposition", "words"),
    [
        ("use_as_is", "can be blocked in the warehouse"),
        ("rework", "That inspection decides"),
        ("return", "deliver them again"),
        ("scrap", "count them into stock again"),
    ],
)
async def test_a_rejection_stands_once_its_disposition_is_carried_out(bench, disposition, words):
    case = await reject(bench, "A")
    first = await inspection_of(bench, "A")
    path = f"/v1/nonconformances/{case['id']}"
    client = bench.client("inspector")
    await client.post(f"{path}/disposition", json={"disposition": disposition, "reason": "so"})
    await client.post(f"{path}/closure")
    tag = {"If-Match": f'"{first["version"]}"'}
    refused = await client.post(f"/v1/inspections/{first['id']}/reopening", json=WRONG, headers=tag)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/goods-moved")
    assert words in refused.json()["detail"]


async def test_a_part_that_is_carried_out_keeps_the_whole_rejection(bench):
    case = await reject(bench, "A")
    client, path = bench.client("inspector"), "/v1/nonconformances"
    part = (await client.post(f"{path}/{case['id']}/split", json={"quantity": {"value": "40", "unit": "EA"}})).json()
    await client.post(f"{path}/{part['id']}/disposition", json={"disposition": "scrap"})
    await client.post(f"{path}/{part['id']}/closure")
    assert (await reopen(bench, "A")).status_code == 409
    assert (await client.get(f"{path}/{case['id']}")).json()["state"] == "open"


async def test_the_series_is_as_if_the_wrong_decision_had_not_been(bench):
    for n in range(2):
        await reject(bench, f"L-{n}")
    assert (await series(bench))["severity"] == "tightened"
    await bench.hear(received("L-2"))
    await decide(bench, "L-2", defects=0)
    assert (await series(bench))["accepted_running"] == 1
    await reopen(bench, "L-0")
    assert await series(bench) == {
        "severity": "normal",
        "score": 0,
        "accepted_running": 0,
        "rejected_on_tightened": 0,
    }
    await correct(bench, "L-0", defects=9)
    assert (await series(bench))["severity"] == "tightened"
    await reopen(bench, "L-1")
    assert (await series(bench))["severity"] == "normal"


async def test_pieces_that_wait_again_can_be_taken_back_by_the_shop(bench):
    await bench.hear(completed("1", "2"))
    await decide(bench, "WO-1", defects=1)
    await reopen(bench, "WO-1")
    await bench.hear(taken_back(1, "2"))
    assert (await inspection_of(bench, "WO-1"))["serials"] == ["1"]


async def test_only_a_decision_is_withdrawn_by_an_inspector_who_read_it_and_says_why(bench):
    await bench.hear(received("A"))
    found = await inspection_of(bench, "A")
    path, tag = f"/v1/inspections/{found['id']}/reopening", {"If-Match": f'"{found["version"]}"'}
    inspector = bench.client("inspector")
    assert (await reopen(bench, "A")).json()["type"] == "/problems/not-decided"
    assert (await inspector.post(path, json=WRONG)).status_code == 428
    assert (await inspector.post(path, json=WRONG, headers={"If-Match": '"99"'})).status_code == 412
    assert (await inspector.post(path, json={"reason": " "}, headers=tag)).status_code == 422
    assert (await bench.client("buyer").post(path, json=WRONG, headers=tag)).status_code == 403
