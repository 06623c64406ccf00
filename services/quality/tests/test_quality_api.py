"""QMS-1, QMS-2, QMS-4, PLT-5: lots that come in or are made are inspected by plan, and rejected ones disposed of."""

from __future__ import annotations

import pytest

from headrace_contracts.logistics.v1 import GoodsReceived, ReceivedLine
from headrace_contracts.mes.v1 import UnitsCompleted, UnitsTakenBack
from headrace_contracts.quality.v1 import (
    Disposition,
    InspectionKind,
    InspectionRequested,
    LotAccepted,
    LotDisposed,
    LotRejected,
    LotTakenBack,
)
from headrace_quality.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import ea, item


def received(*lots: str, quantity: int = 200, supplier: str = "vendor-1") -> GoodsReceived:
    lines = [ReceivedLine(order_line=10, item="BOLT", lot=lot, quantity=ea(quantity)) for lot in lots]
    return GoodsReceived(
        receipt=f"rcp_{lots[0]}",
        delivery_note="dn_1",
        purchase_order="po_1",
        supplier=supplier,
        plant="north",
        lines=tuple(lines),
    )


def completed(*serials: str) -> UnitsCompleted:
    pieces = serials or ("1", "2")
    return UnitsCompleted(
        work_order="wo_1",
        item="PUMP",
        plant="north",
        lot="WO-1",
        serials=pieces,
        quantity=ea(len(pieces)),
        consumed=(),
        pegs=(),
    )


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BOLT"))
    return bench


async def inspection_of(bench: ServiceBench, lot: str) -> dict:
    """The newest inspection of a lot."""
    answer = await bench.client("buyer").get("/v1/inspections", params={"lot": lot})
    return answer.json()["items"][0]


async def decide(bench: ServiceBench, lot: str, **result: object):
    path = f"/v1/inspections/{(await inspection_of(bench, lot))['id']}/result"
    return await bench.client("inspector", user="wang").post(path, json=result)


async def reject(bench: ServiceBench, lot: str) -> dict:
    """Receive and reject a lot; its nonconformance."""
    await bench.hear(received(lot))
    answer = await decide(bench, lot, defects=9, note="rust")
    assert answer.json()["state"] == "rejected", answer.text
    cases = await bench.client("inspector").get("/v1/nonconformances", params={"lot": lot})
    return cases.json()["items"][0]


async def test_reports_that_come_at_once_are_one_part_of_the_lot_and_write_its_inspection_once(bench):
    pieces = [str(n) for n in range(100)]
    reports = [bench.envelope(completed(piece)) for piece in pieces]
    with bench.statements() as said:
        await bench.deliver(*reports)
        await bench.caught_up()
    assert await bench.parked() == []
    assert (await inspection_of(bench, "WO-1"))["serials"] == pieces
    written = [one for one in said if one.lstrip().startswith(("INSERT INTO inspection ", "UPDATE inspection "))]
    assert 1 <= len(written) <= 5


async def test_each_lot_that_comes_in_is_to_be_inspected_by_the_plan_for_its_size(bench):
    await bench.hear(received("A", "B"), received("C", quantity=5))
    told = await bench.told(InspectionRequested, tenant="acme")
    assert [(t.lot, t.sample_size, t.acceptance_number, t.code_letter) for t in told] == [
        ("A", 50, 1, "H"),
        ("B", 50, 1, "H"),
        ("C", 5, 0, "E"),
    ]
    found = await inspection_of(bench, "A")
    assert (found["kind"], found["state"], found["severity"], found["aql"]) == (
        "incoming",
        "requested",
        "normal",
        "1.0",
    )


async def test_a_clean_sample_accepts_the_lot_for_its_order_line(bench):
    await bench.hear(received("A"))
    answer = await decide(bench, "A", defects=1, note="a scratch")
    assert answer.status_code == 201, answer.text
    assert (answer.json()["state"], answer.json()["inspector"]) == ("accepted", "wang")
    (told,) = await bench.told(LotAccepted)
    assert (told.lot, told.quantity, told.purchase_order, told.order_line) == ("A", ea(200), "po_1", 10)
    assert (await decide(bench, "A", defects=0)).json()["type"] == "/problems/already-decided"
    assert len(await bench.told(LotAccepted)) == 1


async def test_what_was_made_gets_a_final_inspection(bench):
    await bench.hear(completed())
    assert (await decide(bench, "WO-1", defects=0)).json()["sample_size"] == 2
    (told,) = await bench.told(LotAccepted)
    assert (told.kind, told.work_order, told.supplier) == (InspectionKind.FINAL, "wo_1", "")


def taken_back(quantity: int, *serials: str) -> UnitsTakenBack:
    return UnitsTakenBack(
        work_order="wo_1",
        item="PUMP",
        plant="north",
        lot="WO-1",
        serials=serials,
        quantity=ea(quantity),
        reason="crack",
    )


async def test_parts_of_a_lot_are_inspected_together_until_its_sample_is_drawn(bench):
    await bench.hear(completed("1", "2"), completed("3"))
    found = await inspection_of(bench, "WO-1")
    assert (found["quantity"], found["serials"], found["sample_size"]) == (
        {"value": "3", "unit": "EA"},
        ["1", "2", "3"],
        3,
    )
    await decide(bench, "WO-1", defects=0)
    await bench.hear(completed("4"))
    assert (await inspection_of(bench, "WO-1"))["serials"] == ["4"]
    await decide(bench, "WO-1", defects=1)
    (good,), (bad,) = await bench.told(LotAccepted), await bench.told(LotRejected)
    assert (good.serials, bad.serials, bad.quantity) == (("1", "2", "3"), ("4",), ea(1))


async def test_what_the_shop_takes_back_is_not_inspected_any_more(bench):
    await bench.hear(completed("1", "2", "3"), taken_back(1, "2"))
    found = await inspection_of(bench, "WO-1")
    assert (found["quantity"]["value"], found["serials"], found["sample_size"]) == ("2", ["1", "3"], 2)
    await decide(bench, "WO-1", defects=0, inspected=1)
    await bench.hear(taken_back(1, "3"))
    (accepted,) = await bench.told(LotAccepted)
    assert (accepted.quantity, accepted.serials) == (ea(1), ("1",))
    assert [(t.quantity, t.serials, t.reason) for t in await bench.told(LotTakenBack)] == [
        (ea(1), ("2",), "crack"),
        (ea(1), ("3",), "crack"),
    ]


async def test_a_lot_that_is_taken_back_whole_is_withdrawn(bench):
    await bench.hear(completed("1", "2"), taken_back(2, "1", "2"))
    assert (await inspection_of(bench, "WO-1"))["state"] == "withdrawn"
    assert (await decide(bench, "WO-1", defects=0)).json()["type"] == "/problems/already-decided"
    assert (await bench.measured())["quality_inspections_open"] == 0


async def test_the_pieces_of_a_part_of_a_rejected_lot_are_named(bench):
    await bench.hear(completed("1", "2"))
    await decide(bench, "WO-1", defects=1)
    client = bench.client("inspector")
    (case,) = (await client.get("/v1/nonconformances")).json()["items"]
    path, one = f"/v1/nonconformances/{case['id']}/split", {"value": "1", "unit": "EA"}
    for wrong in ([], ["3"], ["1", "2"]):
        refused = await client.post(path, json={"quantity": one, "serials": wrong})
        assert (refused.status_code, refused.json()["type"]) == (422, "/problems/wrong-part")
    assert (await client.post(path, json={"quantity": one, "serials": ["2"]})).json()["serials"] == ["2"]
    assert (await client.get(f"/v1/nonconformances/{case['id']}")).json()["serials"] == ["1"]


async def test_a_sample_may_be_recorded_in_parts(bench):
    await bench.hear(received("A"))
    assert (await decide(bench, "A", defects=0, inspected=20)).json()["state"] == "recorded"
    assert await bench.told(LotAccepted) == []
    assert (await decide(bench, "A", defects=1)).json()["state"] == "accepted"


@pytest.mark.parametrize(
    "result", [{"defects": -1}, {"defects": 51}, {"defects": 0, "inspected": 51}, {"defects": "few"}]
)
async def test_a_result_that_can_t_be_is_refused_and_changes_nothing(bench, result):
    await bench.hear(received("A"))
    assert (await decide(bench, "A", **result)).status_code == 422
    assert ((await inspection_of(bench, "A"))["state"], await bench.told_types()) == (
        "requested",
        ["InspectionRequested"],
    )


async def test_what_was_recorded_of_a_sample_is_put_right_until_the_lot_is_decided(bench):
    await bench.hear(received("A"))
    path = f"/v1/inspections/{(await inspection_of(bench, 'A'))['id']}/correction"
    client, right = bench.client("inspector"), {"inspected": 20, "defects": 0, "reason": "typed into the wrong line"}
    assert (await client.post(path, json=right)).json()["type"] == "/problems/sample-incomplete"
    await decide(bench, "A", defects=1, inspected=30)
    assert (await client.post(path, json={**right, "reason": " "})).status_code == 422
    assert (await client.post(path, json={**right, "inspected": 51})).status_code == 422
    found = (await client.post(path, json=right)).json()
    assert (found["inspected"], found["defects"], found["state"]) == (20, 0, "recorded")
    assert found["findings"] == ["corrected from 1 defects in 30: typed into the wrong line"]
    assert (await decide(bench, "A", defects=9)).json()["state"] == "rejected"
    late = (await client.post(path, json=right)).json()
    assert (late["type"], "reopen it" in late["detail"]) == ("/problems/already-decided", True)


async def test_a_rejected_lot_is_told_and_its_disposition_carried_out(bench):
    case = await reject(bench, "A")
    (told,) = await bench.told(LotRejected)
    assert (told.lot, told.defects, told.reason, told.supplier) == ("A", 9, "rust", "vendor-1")
    assert (case["state"], case["description"]) == ("open", "rust")
    client, path = bench.client("inspector", user="wang"), f"/v1/nonconformances/{case['id']}"
    assert (await client.post(f"{path}/closure")).json()["type"] == "/problems/wrong-stage"
    refused = await client.post(f"{path}/disposition", json={"disposition": "use_as_is"})
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/wrong-disposition")
    await client.post(f"{path}/disposition", json={"disposition": "return"})
    assert (await client.post(f"{path}/closure")).json()["state"] == "closed"
    (disposed,) = await bench.told(LotDisposed)
    assert (disposed.disposition, disposed.quantity, disposed.supplier) == (Disposition.RETURN, ea(200), "vendor-1")


async def test_a_rejected_lot_can_be_divided_and_each_part_ends_in_its_way(bench):
    case = await reject(bench, "A")
    client, path = bench.client("inspector"), "/v1/nonconformances"
    part = (await client.post(f"{path}/{case['id']}/split", json={"quantity": {"value": "40", "unit": "EA"}})).json()
    assert (part["state"], part["split_from"], part["quantity"]["value"]) == ("open", case["id"], "40")
    for each, how in ((case, "return"), (part, "scrap")):
        await client.post(f"{path}/{each['id']}/disposition", json={"disposition": how})
        assert (await client.post(f"{path}/{each['id']}/closure")).status_code == 201
    told = await bench.told(LotDisposed)
    assert [(t.disposition, t.quantity) for t in told] == [(Disposition.RETURN, ea(160)), (Disposition.SCRAP, ea(40))]
    refused = await client.post(f"{path}/{case['id']}/split", json={"quantity": {"value": "1", "unit": "EA"}})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/wrong-stage")


async def test_a_reworked_lot_is_inspected_again_outside_the_series(bench):
    case = await reject(bench, "A")
    client, path = bench.client("inspector"), f"/v1/nonconformances/{case['id']}"
    await client.post(f"{path}/disposition", json={"disposition": "rework"})
    await client.post(f"{path}/closure")
    assert (await inspection_of(bench, "A"))["repeated"] is True
    assert (await decide(bench, "A", defects=9)).json()["state"] == "rejected"
    (series,) = (await client.get("/v1/lot-series")).json()["items"]
    assert series["severity"] == "normal"


async def test_rejected_lots_tighten_then_stop_inspection_until_the_cause_is_mended(bench):
    for n in range(7):
        await reject(bench, f"L-{n}")
    assert (await inspection_of(bench, "L-1"))["severity"] == "normal"
    assert (await inspection_of(bench, "L-2"))["severity"] == "tightened"
    client = bench.client("inspector")
    answer = await client.get("/v1/lot-series", params={"source": "vendor-1", "item": "BOLT"})
    (series,) = answer.json()["items"]
    assert (series["severity"], series["discontinued"]) == ("tightened", True)
    await bench.hear(received("L-7"))
    stopped = await decide(bench, "L-7", defects=0)
    assert (stopped.status_code, stopped.json()["type"]) == (409, "/problems/inspection-discontinued")
    assert (await inspection_of(bench, "L-7"))["state"] == "requested"
    path = f"/v1/lot-series/{series['id']}/resumption"
    assert (await client.post(path)).status_code == 428
    tag = {"If-Match": f'"{series["version"]}"'}
    assert (await client.post(path, headers=tag)).json()["discontinued"] is False
    assert (await client.post(path, headers=tag)).status_code == 412
    assert (await decide(bench, "L-7", defects=0)).json()["state"] == "accepted"


async def test_a_lot_that_waits_is_sampled_as_strictly_as_its_series_stands_when_the_sample_is_drawn(bench):
    await put_plans(bench, {"item": "BOLT", "aql": "2.5"})
    await bench.hear(*(received(f"L-{n}", quantity=1000) for n in range(7)))
    drawn = await inspection_of(bench, "L-6")
    path = f"/v1/inspections/{drawn['id']}/sample"
    assert (await bench.client("inspector").post(path)).json()["state"] == "drawn"
    assert (await bench.client("inspector").post(path)).json()["type"] == "/problems/sample-drawn"
    for lot in ("L-0", "L-1"):
        assert (await decide(bench, lot, defects=20)).json()["state"] == "rejected"
    waiting = await inspection_of(bench, "L-2")
    assert (waiting["severity"], waiting["sample_size"], waiting["acceptance_number"]) == ("tightened", 80, 3)
    alone = (await bench.client("inspector").get(f"/v1/inspections/{waiting['id']}")).json()
    assert (alone["severity"], alone["state"]) == ("tightened", "requested")
    assert (await decide(bench, "L-2", defects=5)).json()["state"] == "rejected"
    for lot in ("L-3", "L-4", "L-5"):
        await decide(bench, lot, defects=20)
    assert (await inspection_of(bench, "L-6"))["severity"] == "normal"
    (series,) = (await bench.client("inspector").get("/v1/lot-series")).json()["items"]
    assert (series["severity"], series["rejected_on_tightened"]) == ("tightened", 4)


async def test_a_plan_that_is_loaded_while_a_lot_waits_is_the_one_it_is_sampled_by(bench):
    await bench.hear(received("A"))
    await put_plans(bench, {"item": "BOLT", "aql": "4.0"})
    assert (await inspection_of(bench, "A"))["acceptance_number"] == 3
    assert (await decide(bench, "A", defects=2)).json()["state"] == "accepted"


async def test_other_sources_of_an_item_are_judged_by_themselves(bench):
    for n in range(2):
        await reject(bench, f"L-{n}")
    await bench.hear(received("X", supplier="vendor-2"))
    assert (await inspection_of(bench, "X"))["severity"] == "normal"


async def put_plans(bench: ServiceBench, *rows: dict) -> dict:
    return (await bench.client("inspector").put("/v1/inspection-plans", json={"items": list(rows)})).json()


async def test_a_plan_for_the_supplier_wins_over_the_item_s(bench):
    rows = [{"item": "BOLT", "aql": "4.0"}, {"item": "BOLT", "supplier": "vendor-1", "aql": "0.65", "level": "III"}]
    assert (await put_plans(bench, *rows))["created"] == 2
    assert (await put_plans(bench, *rows))["unchanged"] == 2
    assert (await put_plans(bench, {"item": "BOLT", "aql": "2.5"}))["changed"] == 1
    await bench.hear(received("A"))
    found = await inspection_of(bench, "A")
    assert (found["aql"], found["code_letter"]) == ("0.65", "J")
    plans = (await bench.client("auditor").get("/v1/inspection-plans", params={"item": "BOLT"})).json()["items"]
    assert [(p["supplier"], p["aql"]) for p in plans] == [("", "2.5"), ("vendor-1", "0.65")]


async def test_plans_that_the_tables_do_not_have_are_refused_row_by_row(bench):
    rows = [{"item": "GHOST"}, {"item": "BOLT", "aql": "3"}, {"item": "BOLT", "supplier": "v", "level": "IV"}, {}]
    loaded = await put_plans(bench, *rows)
    told = {error["row"]: error["detail"] for error in loaded["errors"]}
    assert "not a known item" in told[0]
    assert "AQL 3 is not in the tables" in told[1]
    assert "level 'IV' is unknown" in told[2]
    assert set(told) == {0, 1, 2, 3}
    assert await bench.query("SELECT * FROM inspection_plan") == []


async def test_ten_clean_lots_bring_reduced_inspection_where_it_is_allowed(bench):
    await put_plans(bench, {"item": "BOLT", "reduced_allowed": True})
    for n in range(15):
        await bench.hear(received(f"L-{n}"))
        await decide(bench, f"L-{n}", defects=0)
    severities = [(await inspection_of(bench, f"L-{n}"))["severity"] for n in (0, 14)]
    (series,) = (await bench.client("auditor").get("/v1/lot-series")).json()["items"]
    assert (severities[0], series["severity"]) == ("normal", "reduced")


async def test_others_see_nothing_and_decide_nothing(bench):
    case = await reject(bench, "A")
    await bench.hear(received("B"))
    path = f"/v1/inspections/{(await inspection_of(bench, 'B'))['id']}"
    foreign = bench.client("inspector", tenant="rival")
    assert (await foreign.get(path)).status_code == 404
    assert (await foreign.post(f"{path}/result", json={"defects": 0})).status_code == 404
    assert (await foreign.get(f"/v1/nonconformances/{case['id']}")).status_code == 404
    for nouns in ("inspections", "nonconformances", "lot-series", "inspection-plans"):
        assert (await foreign.get(f"/v1/{nouns}")).json()["items"] == []
    assert (await bench.client("buyer").post(f"{path}/result", json={"defects": 0})).status_code == 403
    assert await bench.told(LotAccepted) == []


async def test_a_line_that_nothing_came_of_keeps_no_other_from_inspection(bench):
    none = received("NONE", quantity=0).lines
    both = received("SOME")
    object.__setattr__(both, "lines", (*none, *both.lines))
    await bench.hear(both, received("HUGE", quantity=10**12))
    assert (await inspection_of(bench, "SOME"))["state"] == "requested"
    assert (await inspection_of(bench, "HUGE"))["sample_size"] == 1250
    assert (await decide(bench, "HUGE", defects=2**31 - 1)).status_code == 422
    assert await bench.parked() == []


async def test_plans_whose_names_run_into_each_other_are_told_apart(bench):
    names = [("A", "B from C"), ("A from B", "C"), ("A\x1f", "B"), ("A", "\x1fB")]
    await bench.hear(*(item(name) for name in sorted({name for name, _ in names})))
    assert (await put_plans(bench, *({"item": name, "supplier": supplier} for name, supplier in names)))["created"] == 4
    again = await put_plans(bench, *[{"item": "A", "supplier": "B", "aql": aql} for aql in ("1.0", "2.5")])
    assert again["errors"][0]["detail"] == "row 0 of this request names A, B too; send it once"
    auditor, found, cursor = bench.client("auditor"), [], {}
    while cursor is not None:
        page = (await auditor.get("/v1/inspection-plans", params={"limit": 1, **cursor})).json()
        found += [(plan["item"], plan["supplier"]) for plan in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    assert found == sorted([*names, ("A", "B")])
