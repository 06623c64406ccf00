"""LOG-1, LOG-2: what broke in production is scrap, more than planned is issued for a reason, and all adds up."""

from __future__ import annotations

from importlib import import_module

import pytest

from headrace_contracts.logistics.v1 import IssuedLine, MaterialIssued, MaterialScrapped
from headrace_contracts.mes.v1 import Consumption, WorkOrderCancelled, WorkOrderClosed
from headrace_logistics.service import service
from headrace_testkit import told
from headrace_testkit.bench import ServiceBench

from ..warehouse import (
    assert_balanced,
    completed,
    consumed,
    ea,
    in_stock,
    item,
    note,
    open_stock,
    reason,
    released,
    scanned,
)

BROKE = "broke at the press"


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """Ten bolts are needed and issued."""
    bench = await start_service(service)
    await bench.hear(item("BOLT"), item("NUT"), item("PUMP"))
    await open_stock(bench, ("BOLT", "A", 10), ("NUT", "N", 5))
    await bench.hear(released(BOLT=10))
    assert (await issue(bench, propose=True)).status_code == 201
    await open_stock(bench, ("BOLT", "B", 5))
    return bench


async def issue(bench: ServiceBench, *scans: dict, **what):
    body = {"work_order": "wo_1", "scans": list(scans), **what}
    return await bench.client("warehouse").post("/v1/issues", json=body)


async def request(bench: ServiceBench) -> tuple[str, str]:
    (found,) = (await bench.client("operator").get("/v1/issue-requests")).json()["items"]
    return found["state"], found["components"][0]["still_needed"]["value"]


async def end(bench: ServiceBench, *used: Consumption) -> None:
    closed = WorkOrderClosed(work_order="wo_1", item="PUMP", plant="north", good=ea(2), scrap=ea(0))
    await bench.hear(completed(*used), closed)
    assert await bench.parked() == []


async def bolts(bench: ServiceBench) -> dict[str, str]:
    books = (await assert_balanced(bench))["BOLT"]
    return {use: books[use]["value"] for use in ("consumed", "scrapped", "in_production", "on_hand")}


def lines(rows: list[dict]) -> list[tuple[str, str]]:
    return [(row["lot"], row["quantity"]["value"]) for row in rows]


async def test_one_broke_and_one_more_is_issued_ten_are_used_one_is_scrap_and_none_goes_back(bench):
    answer = await issue(bench, scanned("more", 1, lot="B"), reason=BROKE, broken=[scanned("bad", 1, lot="A")])
    assert answer.status_code == 201, answer.text
    paper = (await bench.client("operator").get(f"/v1/issues/{answer.json()['id']}")).json()
    assert (paper["reason"], lines(paper["lines"]), lines(paper["broken"])) == (BROKE, [("B", "1")], [("A", "1")])
    assert await request(bench) == ("complete", "0")
    (scrapped,) = await bench.told(MaterialScrapped)
    facts = {"issue": paper["id"], "work_order": "wo_1", "plant": "north"}
    bad = IssuedLine(item="BOLT", lot="A", serial="", quantity=ea(1), maker="")
    assert scrapped == MaterialScrapped(**facts, lines=(bad,), reason=BROKE)
    assert [line.lot for line in (await bench.told(MaterialIssued))[-1].lines] == ["B"]
    await end(bench, consumed("WO-1", "A", "9"), consumed("WO-1", "B", "1"))
    assert await bolts(bench) == {"consumed": "10", "scrapped": "1", "in_production": "0", "on_hand": "4"}
    moves = (await bench.client("auditor").get("/v1/movements", params={"item": "BOLT"})).json()["items"]
    assert [m["quantity"]["value"] for m in moves if m["cause"] == "broke"] == ["1"]
    assert [m for m in moves if m["cause"] == "returned"] == []


async def test_what_was_issued_over_the_plan_and_not_used_goes_back_when_the_order_closes(bench):
    assert (await issue(bench, scanned("more", 1, lot="B"), reason="for tests")).status_code == 201
    assert await request(bench) == ("complete", "0")
    await end(bench, consumed("WO-1", "A", "10"))
    assert await bolts(bench) == {"consumed": "10", "scrapped": "0", "in_production": "0", "on_hand": "5"}
    assert await in_stock(bench, item="BOLT") == {"B": {"available": "5"}}


async def test_without_a_reason_no_more_is_issued_and_the_answer_says_that_one_is_wanted(bench):
    answer = await issue(bench, scanned("more", 1, lot="B"))
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/issue-closed")
    assert "over the plan and give a reason" in answer.json()["detail"]
    blank = await issue(bench, scanned("more", 1, lot="B"), reason="  ")
    assert blank.status_code == 409
    assert (await issue(bench, propose=True, scans=[], reason=BROKE)).status_code == 409


async def test_more_than_is_still_needed_is_issued_for_a_reason_only(bench):
    await bench.hear(released("wo_2", BOLT=2))
    three = {"work_order": "wo_2", "scans": [scanned("3", 3, lot="B")]}
    refused = await issue(bench, **three)
    assert (reason(refused), "give a reason" in refused.json()["detail"]) == ("too_much", True)
    assert (await issue(bench, **three, reason="one is spare")).status_code == 201
    part = {"work_order": "wo_2", "scans": [scanned("4", lot="B") | {"quantity": {"value": "0.5", "unit": "EA"}}]}
    assert reason(await issue(bench, **part, reason="half a bolt")) == "wrong_quantity"


async def test_what_broke_is_needed_again_and_may_be_issued_later(bench):
    answer = await issue(bench, reason=BROKE, broken=[scanned("bad", 2, lot="A")])
    assert (answer.status_code, answer.json()["lines"]) == (201, [])
    assert await request(bench) == ("open", "2")
    assert len(await bench.told(MaterialIssued)) == 1
    assert lines((await issue(bench, propose=True)).json()["lines"]) == [("B", "2")]
    assert await request(bench) == ("complete", "0")
    again = await issue(bench, propose=True, reason=BROKE, broken=[scanned("bad2", 1, lot="A")])
    assert (lines(again.json()["lines"]), lines(again.json()["broken"])) == ([("B", "1")], [("A", "1")])
    assert await bolts(bench) == {"consumed": "0", "scrapped": "3", "in_production": "10", "on_hand": "2"}


async def test_the_same_scans_sent_again_break_and_issue_nothing_more(bench):
    body = {"reason": BROKE, "broken": [scanned("bad", 1, lot="A")], "scans": [scanned("more", 1, lot="B")]}
    first, again = await issue(bench, **body), await issue(bench, **body)
    assert (again.status_code, again.json()) == (201, first.json())
    for crossed in (
        {"broken": [scanned("more", 1, lot="B")]},
        {"scans": [scanned("bad", 1, lot="B")]},
        {"broken": [scanned("bad", 1, lot="B")]},
    ):
        assert reason(await issue(bench, reason=BROKE, **crossed)) == "scan_id_reused"
    assert (await bolts(bench))["scrapped"] == "1"


@pytest.mark.parametrize(
    ("scan", "why"),
    [
        (scanned("x", 1, lot="B"), "unknown_lot"),
        (scanned("x", 1, lot="N"), "unknown_lot"),
        (scanned("x", 11, lot="A"), "too_little"),
        (scanned("x", -1, lot="A"), "wrong_quantity"),
        (scanned("x", lot="A"), "wrong_quantity"),
        (scanned("x", lot="A") | {"quantity": {"value": "0.5", "unit": "EA"}}, "wrong_quantity"),
        (scanned("x", lot="A") | {"quantity": {"value": "1", "unit": "KG"}}, "wrong_quantity"),
    ],
)
async def test_only_what_the_order_has_in_production_can_have_broken(bench, scan, why):
    good = scanned("ok", 1, lot="A")
    assert reason(await issue(bench, scanned("more", 1, lot="B"), reason=BROKE, broken=[good, scan])) == why
    assert await bolts(bench) == {"consumed": "0", "scrapped": "0", "in_production": "10", "on_hand": "5"}
    assert await bench.told(MaterialScrapped) == []


async def test_nothing_breaks_when_the_other_can_t_be_issued(bench):
    refused = await issue(bench, scanned("more", 6, lot="B"), reason=BROKE, broken=[scanned("bad", 1, lot="A")])
    assert reason(refused) == "too_little"
    assert (await bolts(bench))["scrapped"] == "0"
    assert await request(bench) == ("complete", "0")


@pytest.mark.parametrize(("more", "used"), [([scanned("more", 1, lot="B")], "10"), ([], "9")])
async def test_what_broke_while_the_shop_told_it_as_used_is_scrap_and_another_was_used(bench, more, used):
    await issue(bench, *more, reason=BROKE, broken=[scanned("bad", 1, lot="A")])
    await end(bench, consumed("WO-1", "A", "10"))
    left = str(5 - len(more))
    assert await bolts(bench) == {"consumed": used, "scrapped": "1", "in_production": "0", "on_hand": left}


async def test_more_used_than_broke_or_was_issued_still_waits_for_a_person(bench):
    await issue(bench, reason=BROKE, broken=[scanned("bad", 1, lot="A")])
    await bench.hear(completed(consumed("WO-1", "A", "11")))
    assert len(await bench.parked()) == 1
    assert (await bolts(bench))["in_production"] == "9"


@pytest.mark.parametrize(
    "what",
    [
        {"broken": [scanned("bad", 1, lot="A")]},
        {"broken": [scanned("bad", 1, lot="A")], "reason": " "},
        {"reason": BROKE},
        {"reason": "x" * 501, "scans": [scanned("more", 1, lot="B")]},
    ],
    ids=["no reason", "a blank reason", "only a reason", "a long reason"],
)
async def test_what_broke_is_told_with_a_reason(bench, what):
    answer = await issue(bench, **what)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")


@pytest.mark.parametrize("ended", [WorkOrderClosed, WorkOrderCancelled])
async def test_when_the_order_has_ended_a_reason_issues_and_scraps_nothing(bench, ended):
    how = {"good": ea(0), "scrap": ea(0)} if ended is WorkOrderClosed else {"reason": "no more wanted"}
    await bench.hear(ended(work_order="wo_1", item="PUMP", plant="north", **how))
    for what in ({"scans": [scanned("more", 1, lot="B")]}, {"broken": [scanned("bad", 1, lot="A")]}):
        answer = await issue(bench, reason=BROKE, **what)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/issue-closed")
        assert answer.json()["detail"].endswith("nothing more is issued")
    assert (await bolts(bench))["on_hand"] == "15"


async def test_the_piece_that_broke_is_named_by_its_serial(start_service):
    bench = await start_service(service)
    await bench.hear(item("MOTOR"), item("PUMP"), note(("MOTOR", "M", 3)))
    scans = [scanned(str(n), 1, lot="M", serial=f"M-{n}") for n in range(3)]
    receipt = await bench.client("warehouse").post("/v1/receipts", json={"delivery_note": "dn_1", "scans": scans})
    assert receipt.status_code == 201, receipt.text
    await bench.hear(told.accepted("MOTOR", "M", ea(3), supplier="vendor-1"), released(MOTOR=2))
    assert (await issue(bench, propose=True)).status_code == 201
    whole = await issue(bench, reason=BROKE, broken=[scanned("bad", 1, lot="M")])
    assert reason(whole) == "serial_needed"
    answer = await issue(bench, scanned("more", serial="M-2"), reason=BROKE, broken=[scanned("bad", serial="M-1")])
    assert answer.status_code == 201, answer.text
    (bad,) = (await bench.told(MaterialScrapped))[0].lines
    assert (bad.serial, bad.maker, bad.quantity) == ("M-1", "vendor-1", ea(1))
    assert reason(await issue(bench, reason=BROKE, broken=[scanned("twice", serial="M-1")])) == "unknown_lot"


async def test_a_request_that_was_complete_when_its_order_ended_is_closed_since(bench):
    await bench.hear(released("wo_2", BOLT=2))
    assert (await issue(bench, work_order="wo_2", propose=True)).status_code == 201
    await end(bench, consumed("WO-1", "A", "10"))
    revision = import_module("headrace_logistics.migrations.versions.0004_what_an_ended_order_was_issued_is_closed")
    async with bench.running.database.transaction("*") as tx:
        complete = """UPDATE issue_request SET state = 'complete', body = jsonb_set(body, '{state}', '"complete"')"""
        await tx.raw.execute(complete)
        await tx.raw.execute(revision.CLOSE)
    found = (await bench.client("operator").get("/v1/issue-requests")).json()["items"]
    assert {one["work_order"]: one["state"] for one in found} == {"wo_1": "closed", "wo_2": "complete"}
