"""LOG-1, LOG-2: material goes to a work order by scans or oldest first, and is used up by what it makes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headrace_contracts.logistics.v1 import MaterialIssued, StockChanged
from headrace_contracts.mes.v1 import UnitsTakenBack, WorkOrderCancelled, WorkOrderClosed, WorkOrderComponent
from headrace_contracts.quality.v1 import InspectionKind, LotTakenBack
from headrace_contracts.values import Quantity
from headrace_logistics.service import service
from headrace_testkit.bench import ServiceBench

from ..warehouse import (
    accepted,
    assert_balanced,
    completed,
    consumed,
    ea,
    in_stock,
    item,
    note,
    open_stock,
    reason,
    rejected,
    released,
    scanned,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BOLT"), item("NUT"), item("PUMP"))
    await open_stock(bench, ("BOLT", "A", 4), ("NUT", "N", 2))
    bench.clock.advance_to(bench.clock.now().replace(day=3))
    await open_stock(bench, ("BOLT", "B", 20))
    await bench.hear(released(BOLT=6))
    return bench


async def issue(bench: ServiceBench, *scans: dict):
    what = {"scans": list(scans)} if scans else {"propose": True}
    return await bench.client("warehouse").post("/v1/issues", json={"work_order": "wo_1", **what})


async def request(bench: ServiceBench) -> dict:
    answer = await bench.client("operator").get("/v1/issue-requests", params={"work_order": "wo_1"})
    return answer.json()["items"][0]


async def test_a_proposal_takes_the_oldest_lots_first_and_covers_all(bench):
    answer = await issue(bench)
    assert answer.status_code == 201, answer.text
    assert [(i["lot"], i["quantity"]["value"]) for i in answer.json()["lines"]] == [("A", "4"), ("B", "2")]
    assert (await request(bench))["state"] == "complete"
    assert await in_stock(bench, item="BOLT") == {"B": {"available": "18"}}
    (told,) = await bench.told(MaterialIssued)
    assert [(i.item, i.lot, i.quantity) for i in told.lines] == [("BOLT", "A", ea(4)), ("BOLT", "B", ea(2))]
    assert (await bench.told(StockChanged))[-1].available == ea(18)
    assert (await issue(bench)).status_code == 409


async def test_the_scanned_lot_wins_and_a_scan_sent_again_takes_no_more(bench):
    first = await issue(bench, scanned("1", 5, lot="B"))
    again = await issue(bench, scanned("1", 5, lot="B"))
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert (await request(bench))["components"][0]["still_needed"]["value"] == "1"
    rest = await issue(bench)
    assert [i["lot"] for i in rest.json()["lines"]] == ["A"]
    assert len(await bench.told(MaterialIssued)) == 2


async def test_too_little_stock_issues_nothing_and_names_what_is_missing(bench):
    await bench.hear(released("wo_2", BOLT=6, NUT=5))
    answer = await bench.client("warehouse").post("/v1/issues", json={"work_order": "wo_2", "propose": True})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/short-of-material")
    assert answer.json()["errors"] == [{"field": "NUT", "detail": "3 EA of 5 EA are not free"}]
    assert await in_stock(bench) == {"A": {"available": "4"}, "B": {"available": "20"}, "N": {"available": "2"}}
    assert await bench.told(MaterialIssued) == []


@pytest.mark.parametrize(
    ("scan", "why"),
    [
        (scanned("1", 5, lot="A"), "too_little"),
        (scanned("1", 7, lot="B"), "too_much"),
        (scanned("1", 1, lot="N"), "wrong_item"),
        (scanned("1", 1, lot="NEVER-SEEN"), "unknown_lot"),
        (scanned("1", 1, lot="R-1"), "foreign_lot"),
        (scanned("1", 1, lot="INSPECTED"), "in_inspection"),
        (scanned("1", 1, lot="BAD"), "blocked"),
        (scanned("1", lot="B"), "wrong_quantity"),
        (scanned("1", -1, lot="B"), "wrong_quantity"),
    ],
)
async def test_a_scan_that_can_t_be_taken_says_why_and_takes_nothing(bench, scan, why):
    await bench.hear(item("BOLT"), tenant="rival")
    await open_stock(bench, ("BOLT", "R-1", 5), tenant="rival")
    await bench.hear(note(("BOLT", "INSPECTED", 5), ("BOLT", "BAD", 5)))
    scans = [scanned("x", lot="INSPECTED"), scanned("y", lot="BAD")]
    await bench.client("warehouse").post("/v1/receipts", json={"delivery_note": "dn_1", "scans": scans})
    await bench.hear(rejected("BOLT", "BAD", 5))
    before = await in_stock(bench)
    assert reason(await issue(bench, scanned("ok", 1, lot="A"), scan)) == why
    assert await in_stock(bench) == before
    assert await bench.told(MaterialIssued) == []


@pytest.mark.parametrize(
    "what", [{}, {"propose": True, "scans": [scanned("1", 1, lot="A")]}, {"scans": [{"scan": "1"}]}]
)
async def test_an_issue_is_by_scans_or_by_proposal(bench, what):
    answer = await bench.client("warehouse").post("/v1/issues", json={"work_order": "wo_1", **what})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")


async def test_another_tenant_s_work_order_gets_nothing(bench):
    foreign = bench.client("warehouse", tenant="rival")
    assert (await foreign.post("/v1/issues", json={"work_order": "wo_1", "propose": True})).status_code == 404
    assert (await foreign.get("/v1/issue-requests")).json()["items"] == []


async def test_what_is_made_waits_for_inspection_and_what_went_into_it_is_used_up(bench):
    await issue(bench)
    parts = [consumed("WO-1-1", "A", "3"), consumed("WO-1-2", "A", "1"), consumed("WO-1-2", "B", "2")]
    await bench.hear(completed(*parts))
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"inspection": "2"}}
    await bench.hear(accepted("PUMP", "WO-1", 2, InspectionKind.FINAL))
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"available": "2"}}
    lot = (await bench.client("warehouse").get("/v1/lots/WO-1")).json()["items"][0]
    assert (lot["item"], lot["source"]) == ("PUMP", "wo_1")
    assert [h["serial"] for h in lot["holdings"] if h["place"] == "available"] == ["WO-1-1", "WO-1-2"]
    books = await assert_balanced(bench)
    assert (books["BOLT"]["consumed"]["value"], books["BOLT"]["in_production"]["value"]) == ("6", "0")
    assert (books["PUMP"]["made"]["value"], books["PUMP"]["on_hand"]["value"]) == ("2", "2")


@pytest.mark.parametrize(
    "wrong",
    [completed(consumed("WO-1-1", "A", "5")), completed(serials=("WO-1-1",))],
    ids=["more used than issued", "a serial is missing"],
)
async def test_work_that_can_t_be_waits_for_a_person_and_moves_nothing(bench, wrong):
    await issue(bench)
    await bench.hear(wrong)
    assert len(await bench.parked()) == 1
    assert await in_stock(bench, item="PUMP") == {}
    await assert_balanced(bench)


async def test_the_material_of_a_cancelled_work_order_goes_back(bench):
    await issue(bench, scanned("1", 5, lot="B"))
    cancelled = WorkOrderCancelled(work_order="wo_1", item="PUMP", plant="north", reason="order cancelled")
    never_released = WorkOrderCancelled(work_order="wo_0", item="PUMP", plant="north", reason="order cancelled")
    await bench.hear(cancelled, never_released)
    assert (await request(bench))["state"] == "cancelled"
    assert await in_stock(bench, item="BOLT") == {"A": {"available": "4"}, "B": {"available": "20"}}
    assert (await issue(bench)).status_code == 409
    await assert_balanced(bench)


async def test_what_a_finished_work_order_did_without_is_not_issued_and_what_it_left_goes_back(bench):
    await issue(bench, scanned("1", 5, lot="B"))
    done = WorkOrderClosed(work_order="wo_1", item="PUMP", plant="north", good=ea(1), scrap=ea(1))
    await bench.hear(completed(consumed("WO-1-1", "B", "3")), done)
    assert (await request(bench))["state"] == "closed"
    assert await in_stock(bench, item="BOLT") == {"A": {"available": "4"}, "B": {"available": "17"}}
    assert (await issue(bench)).status_code == 409
    assert (await assert_balanced(bench))["BOLT"]["in_production"]["value"] == "0"


async def test_what_went_into_scrap_is_used_up_when_the_order_closes_and_does_not_go_back(bench):
    await issue(bench)
    spoilt = (consumed("WO-1", "A", "3"),)
    await bench.hear(
        WorkOrderClosed(work_order="wo_1", item="PUMP", plant="north", good=ea(0), scrap=ea(1), consumed=spoilt)
    )
    assert await in_stock(bench, item="BOLT") == {"A": {"available": "1"}, "B": {"available": "20"}}
    assert (await assert_balanced(bench))["BOLT"]["consumed"]["value"] == "3"


async def test_an_order_hands_over_its_lot_in_parts(bench):
    await issue(bench)
    first = completed(consumed("WO-1", "A", "3"), serials=("WO-1-1",), pieces=1)
    second = completed(consumed("WO-1", "A", "1"), consumed("WO-1", "B", "2"), serials=("WO-1-2",), pieces=1)
    await bench.hear(first)
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"inspection": "1"}}
    await bench.hear(second)
    await bench.hear(replace(accepted("PUMP", "WO-1", 1, InspectionKind.FINAL), serials=("WO-1-2",)))
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"inspection": "1", "available": "1"}}
    lot = (await bench.client("warehouse").get("/v1/lots/WO-1")).json()["items"][0]
    assert [h["serial"] for h in lot["holdings"] if h["place"] == "available"] == ["WO-1-2"]
    await assert_balanced(bench)


@pytest.mark.parametrize("judged", [False, True], ids=["waiting for inspection", "judged at the same moment"])
async def test_pieces_that_were_never_made_go_back_and_so_does_what_went_into_them(bench, judged):
    await issue(bench)
    await bench.hear(completed(consumed("WO-1", "A", "4"), consumed("WO-1", "B", "2")))
    if judged:
        await bench.hear(accepted("PUMP", "WO-1", 2, InspectionKind.FINAL))
    unused = (consumed("WO-1", "B", "2"), consumed("WO-1", "A", "1"))
    facts = {"work_order": "wo_1", "item": "PUMP", "plant": "north", "lot": "WO-1", "reason": "miscounted"}
    back = {**facts, "serials": ("WO-1-1",), "quantity": ea(1)}
    await bench.hear(UnitsTakenBack(**back, unused=unused), LotTakenBack(**back))
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"available" if judged else "inspection": "1"}}
    books = await assert_balanced(bench)
    assert (books["BOLT"]["consumed"]["value"], books["BOLT"]["in_production"]["value"]) == ("3", "3")
    assert books["PUMP"]["made"]["value"] == "1"


async def test_part_of_a_piece_is_not_issued_unless_it_is_all_that_is_needed(bench):
    refused = await issue(bench, scanned("1", lot="B") | {"quantity": {"value": "2.5", "unit": "EA"}})
    assert (reason(refused), "give whole" in refused.json()["detail"]) == ("wrong_quantity", True)
    half = WorkOrderComponent(item="BOLT", quantity=Quantity.of("2.5", "EA"))
    await bench.hear(replace(released("wo_2"), components=(half,)))
    body = {"work_order": "wo_2", "scans": [{"scan": "2", "lot": "B", "quantity": {"value": "2.5", "unit": "EA"}}]}
    assert (await bench.client("warehouse").post("/v1/issues", json=body)).status_code == 201
