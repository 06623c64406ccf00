"""MES-2, MES-7: a report can be put right, parts of an order are handed over, and every order can be ended."""

from __future__ import annotations

import pytest

from headrace_contracts.mes.v1 import (
    OperationReported,
    PiecesAssigned,
    UnitsCompleted,
    UnitsTakenBack,
    WorkOrderCancelled,
    WorkOrderClosed,
)
from headrace_testkit.bench import START
from headrace_testkit.told import accepted, reopened

from .earlier_orders import as_earlier
from .plant import as_json, counted, created, dispatch, ea, issued, ready, release, shown


async def report(bench, work_order: str, good: int, scrap: int = 0, sequence: int = 10, reason: str = "crack", **more):
    body = {"sequence": sequence, "good": as_json(good), "scrap": as_json(scrap), "reason": reason, **more}
    return await bench.client("operator", user="mia").post(f"/v1/work-orders/{work_order}/reports", json=body)


async def correct(bench, work_order: str, quantity: int, was: str, now: str, sequence: int = 10, **more):
    body = {"sequence": sequence, "quantity": as_json(quantity), "was": was, "now": now, "reason": "miscounted", **more}
    return await bench.client("operator", user="mia").post(f"/v1/work-orders/{work_order}/corrections", json=body)


async def close(bench, work_order: str, reason: str = "no more wanted"):
    return await bench.client("planner").post(f"/v1/work-orders/{work_order}/closure", json={"reason": reason})


async def wheels(bench, quantity: int = 10) -> str:
    """An order of one operation for a lot, supplied; each takes half a spoke."""
    order = (await created(bench, name="WHEEL", quantity=quantity))["id"]
    await release(bench, order)
    await bench.hear(issued(order, ("SPOKE", "S-1", quantity // 2)))
    return order


async def figures(bench, order: str) -> tuple[str, str, str, str]:
    found = await shown(bench, order)
    first = found["operations"][0]
    return first["good"]["value"], first["scrap"]["value"], first["waiting"]["value"], found["state"]


async def test_what_is_found_bad_later_was_counted_good_by_the_machine(bench):
    order = await wheels(bench)
    await dispatch(bench, order, (10, "wheels-1"))
    await bench.hear(counted("wheels-1", 6))
    assert (await report(bench, order, 0, 2)).status_code == 201
    assert await figures(bench, order) == ("4", "2", "4", "in_progress")
    await bench.hear(counted("wheels-1", 4, at=600))
    assert await figures(bench, order) == ("8", "2", "0", "closed")
    (done,) = await bench.told(UnitsCompleted)
    assert (done.quantity, sum(c.quantity.value for c in done.consumed)) == (ea(8), 5)
    assert (await bench.client("planner").get("/v1/unassigned-counts")).json()["items"] == []
    reports = (await bench.client("auditor").get(f"/v1/work-orders/{order}/genealogy")).json()["reports"]
    assert [(r["good"]["value"], r["scrap"]["value"], r["counted_by"], r["person"], r["reason"]) for r in reports] == [
        ("6", "0", "machine", "", ""),
        ("-2", "2", "person", "mia", "crack"),
        ("4", "0", "machine", "", ""),
    ]


async def test_pieces_of_a_closed_order_are_taken_back_until_they_are_inspected(bench):
    order = await wheels(bench)
    await dispatch(bench, order, (10, "wheels-1"))
    await bench.hear(counted("wheels-1", 10))
    assert (await report(bench, order, 0, 2)).status_code == 201
    assert await figures(bench, order) == ("8", "2", "0", "closed")
    (back,) = await bench.told(UnitsTakenBack)
    assert (back.quantity, back.lot, back.unused, back.reason) == (ea(2), "WO-000001", (), "crack")
    assert (await correct(bench, order, 1, "scrap", "good")).status_code == 201
    assert [e.quantity for e in await bench.told(UnitsCompleted)] == [ea(10), ea(1)]
    never = await correct(bench, order, 1, "good", "waiting")
    assert (never.status_code, "count what was never made as scrap" in never.json()["detail"]) == (409, True)
    await bench.hear(accepted("WHEEL", "WO-000001", ea(9), work_order=order))
    late = await report(bench, order, 0, 1)
    assert (late.status_code, "9 EA were inspected" in late.json()["detail"]) == (422, True)
    assert "withdraw the decision (reopening of the inspection)" in late.json()["detail"]
    await bench.hear(reopened(accepted("WHEEL", "WO-000001", ea(9), work_order=order)))
    assert (await report(bench, order, 0, 1)).status_code == 201


async def test_what_a_person_counts_again_is_no_piece_more(bench):
    order = await wheels(bench)
    await dispatch(bench, order, (10, "wheels-1"))
    await bench.hear(counted("wheels-1", 4))
    assert (await report(bench, order, 4)).status_code == 201
    assert await figures(bench, order) == ("4", "0", "6", "in_progress")
    again = await report(bench, order, 1)
    assert (again.status_code, "which machine wheels-1 counts" in again.json()["detail"]) == (422, True)
    assert (await correct(bench, order, 1, "waiting", "good")).status_code == 201
    assert (await figures(bench, order))[0] == "5"
    assert [e.quantity for e in await bench.told(UnitsCompleted)] == [ea(4), ea(1)]


async def test_what_the_machine_counts_beside_people_is_no_piece_more_either(bench):
    order = await wheels(bench)
    await dispatch(bench, order, (10, "wheels-1"))
    await report(bench, order, 3)
    await bench.hear(counted("wheels-1", 5))
    operation = (await shown(bench, order))["operations"][0]
    assert (operation["good"], operation["tally"], operation["counted_by"]) == (as_json(3), 5, "person")
    body = {"sequence": 10, "machine": "wheels-1", "counted_by": "machine"}
    answer = await bench.client("operator").post(f"/v1/work-orders/{order}/dispatch", json=body)
    assert answer.json()["operations"][0]["good"] == as_json(5)


async def test_a_bench_without_a_machine_reports(bench):
    order = await wheels(bench)
    assert (await report(bench, order, 10)).json()["state"] == "closed"
    assert [e.machine for e in await bench.told(OperationReported)] == [""]


async def test_what_a_person_finishes_is_handed_over_at_once(bench):
    order = await wheels(bench)
    await report(bench, order, 6)
    await report(bench, order, 4)
    parts = await bench.told(UnitsCompleted)
    assert [(p.quantity, p.lot, sum(c.quantity.value for c in p.consumed)) for p in parts] == [
        (ea(6), "WO-000001", 3),
        (ea(4), "WO-000001", 2),
    ]
    assert (await shown(bench, order))["handed_over"] == as_json(10)


async def test_pieces_that_were_never_made_give_their_material_back(bench):
    order = await wheels(bench)
    await report(bench, order, 6)
    assert (await correct(bench, order, 4, "good", "waiting")).json()["good"] == as_json(2)
    (back,) = await bench.told(UnitsTakenBack)
    assert [(c.component, c.lot, c.quantity) for c in back.unused] == [("SPOKE", "S-1", ea(2))]
    await report(bench, order, 8)
    assert await figures(bench, order) == ("10", "0", "0", "closed")


async def test_pieces_that_the_next_operation_worked_on_are_corrected_there(bench):
    order = await ready(bench, quantity=3)
    await bench.hear(counted("frame-1", 3), counted("paint-1", 2))
    refused = await correct(bench, order, 2, "good", "scrap")
    assert (refused.status_code, "where 1 EA can be" in refused.json()["detail"]) == (422, True)
    done = await correct(bench, order, 1, "good", "scrap", serials=["WO-000001-0003"])
    assert (done.status_code, done.json()["state"]) == (201, "closed")
    assert [unit["state"] for unit in done.json()["serials"]] == ["good", "good", "scrapped"]


async def test_a_serial_that_was_reported_good_goes_to_scrap(bench):
    order = await ready(bench, quantity=3)
    await bench.hear(counted("frame-1", 3))
    await report(bench, order, 2, sequence=20)
    done = await correct(bench, order, 1, "good", "scrap", sequence=20, serials=["WO-000001-0001"])
    assert [(unit["state"], unit["place"]) for unit in done.json()["serials"]] == [
        ("scrapped", "shop"),
        ("good", "inspection"),
        ("in_work", "shop"),
    ]
    (back,) = await bench.told(UnitsTakenBack)
    assert (back.serials, back.quantity) == (("WO-000001-0001",), ea(1))


@pytest.mark.parametrize(
    "wrong", [{"quantity": 0}, {"quantity": -1}, {"quantity": 7}, {"now": "good"}, {"reason": " "}, {"now": "gone"}]
)
async def test_a_correction_that_can_t_be_is_refused_and_changes_nothing(bench, wrong):
    order = await wheels(bench)
    await report(bench, order, 6)
    body = {"quantity": 1, "was": "good", "now": "scrap", **wrong}
    assert (await correct(bench, order, **body)).status_code == 422
    assert await figures(bench, order) == ("6", "0", "4", "in_progress")


async def test_an_order_half_done_is_closed_with_what_it_made(bench):
    order = await wheels(bench)
    await report(bench, order, 5, 1)
    assert (await close(bench, order, " ")).status_code == 422
    ended = (await close(bench, order)).json()
    assert (ended["state"], ended["good"], ended["short"], ended["close_reason"]) == (
        "closed",
        as_json(5),
        as_json(4),
        "no more wanted",
    )
    (closed,) = await bench.told(WorkOrderClosed)
    assert (closed.good, closed.scrap, closed.short, closed.consumed) == (ea(5), ea(1), ea(4), ())
    assert (await close(bench, order)).json()["type"] == "/problems/wrong-stage"
    capacity = (await bench.client("planner").get("/v1/capacity", params={"work_centre": "wheels"})).json()["items"]
    assert capacity[0]["booked"] == []


async def test_what_is_half_made_when_an_order_is_closed_is_scrap_and_uses_its_material(bench):
    order = await ready(bench, quantity=4)
    await bench.hear(counted("frame-1", 3), counted("paint-1", 1))
    ended = (await close(bench, order)).json()
    assert [ended[name]["value"] for name in ("good", "scrap", "short")] == ["1", "2", "1"]
    assert [unit["state"] for unit in ended["serials"]] == ["good", "scrapped", "scrapped", "not_made"]
    (done,), (closed,) = await bench.told(UnitsCompleted), await bench.told(WorkOrderClosed)
    assert done.serials == ("WO-000001-0001",)
    used = [c for event in (done, closed) for c in event.consumed]
    assert sum(c.quantity.value for c in used if c.component == "FRAME") == 3


async def test_an_order_that_is_all_scrap_uses_its_material_up(bench):
    order = await wheels(bench, quantity=2)
    await report(bench, order, 0, 2)
    (closed,) = await bench.told(WorkOrderClosed)
    assert [(c.component, c.quantity) for c in closed.consumed] == [("SPOKE", ea(1))]
    assert await bench.told(UnitsCompleted) == []


async def test_an_order_that_was_not_begun_is_cancelled_and_what_its_machine_counted_belongs_to_nobody(bench):
    order = (await created(bench, name="WHEEL", quantity=4))["id"]
    await release(bench, order)
    await dispatch(bench, order, (10, "wheels-1"))
    await bench.hear(counted("wheels-1", 3))
    assert (await close(bench, order)).json()["state"] == "cancelled"
    assert [e.reason for e in await bench.told(WorkOrderCancelled)] == ["no more wanted"]
    (left,) = (await bench.client("planner").get("/v1/unassigned-counts")).json()["items"]
    assert (left["machine"], left["pieces"]) == ("wheels-1", 3)


async def test_pieces_that_belonged_to_nobody_find_their_operation_or_are_dismissed(bench):
    await bench.hear(counted("wheels-1", 7))
    order = await wheels(bench)
    operator, path = bench.client("operator", user="mia"), "/v1/unassigned-counts/wheels-1"
    body = {"work_order": order, "sequence": 10, "pieces": 5}
    assert (await operator.post(f"{path}/assignments", json=body)).status_code == 201
    assert await figures(bench, order) == ("5", "0", "5", "in_progress")
    (told,) = await bench.told(PiecesAssigned)
    assert (told.machine, told.item, told.pieces, told.counted_at) == ("wheels-1", "WHEEL", 5, START)
    too_many = await operator.post(f"{path}/dismissals", json={"pieces": 3, "reason": "trial run"})
    assert (too_many.status_code, too_many.json()["type"]) == (422, "/problems/none-left")
    left = await operator.post(f"{path}/dismissals", json={"pieces": 2, "reason": "trial run"})
    assert (left.status_code, left.json()["pieces"]) == (201, 0)
    assert (await operator.get("/v1/unassigned-counts")).json()["items"] == []
    decided = (await operator.get(f"{path}/decisions")).json()["items"]
    assert [(d["pieces"], d["work_order"], d["reason"], d["person"]) for d in decided] == [
        (2, "", "trial run", "mia"),
        (5, order, "", "mia"),
    ]
    other = {**body, "pieces": 1}
    assert (await operator.post("/v1/unassigned-counts/ghost/assignments", json=other)).status_code == 404


async def test_pieces_are_not_assigned_to_an_operation_on_another_machine(bench):
    await bench.hear(counted("paint-2", 2))
    order = await ready(bench)
    body = {"work_order": order, "sequence": 20, "pieces": 1}
    refused = await bench.client("operator").post("/v1/unassigned-counts/paint-2/assignments", json=body)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/wrong-machine")
    (left,) = (await bench.client("planner").get("/v1/unassigned-counts")).json()["items"]
    assert left["pieces"] == 2


async def test_an_order_that_was_done_before_there_were_parts_reads_as_handed_over_and_judged(bench):
    order = await wheels(bench)
    await report(bench, order, 10)
    await as_earlier(bench, order, without=("handed_over", "judged", "short", "used", "close_reason"))
    found = await shown(bench, order)
    assert (found["handed_over"], found["short"], found["genealogy"][0]["quantity"]) == (
        as_json(10),
        as_json(0),
        as_json(5),
    )
    assert (await correct(bench, order, 1, "good", "scrap")).status_code == 422
