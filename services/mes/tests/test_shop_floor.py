"""MES-2, MES-4, MES-7, PLT-5: the shop makes what was released out of what was issued, piece by piece."""

from __future__ import annotations

import asyncio

import pytest

from headrace_contracts.mes.v1 import Certainty, OperationReported, UnitsCompleted, WorkOrderClosed, WorkOrderReleased

from .plant import as_json, counted, created, dispatch, ea, issued, ready, release, shown


async def report(bench, work_order: str, sequence: int, good: object, **more):
    body = {"sequence": sequence, "good": as_json(good), **more}
    return await bench.client("operator", user="mia").post(f"/v1/work-orders/{work_order}/reports", json=body)


async def unassigned(bench) -> dict[str, int]:
    answer = await bench.client("planner").get("/v1/unassigned-counts")
    return {count["machine"]: count["pieces"] for count in answer.json()["items"]}


async def test_release_makes_serials_and_says_what_the_order_needs(bench):
    order = await created(bench)
    told = await release(bench, order["id"])
    assert told.serials == ("WO-000001-0001", "WO-000001-0002", "WO-000001-0003")
    assert told.lot == "WO-000001"
    assert {part.item: part.quantity for part in told.components} == {"FRAME": ea(3), "WHEEL": ea(6)}
    assert [(op.sequence, op.work_centre, op.minutes) for op in told.operations] == [
        (10, "frame", 180.0),
        (20, "paint", 180.0),
    ]
    again = await bench.client("planner").post(f"/v1/work-orders/{order['id']}/release")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/wrong-stage")


async def test_no_serial_is_made_twice(bench):
    first, second = await created(bench), await created(bench, number="prp_2")
    made = [*(await release(bench, first["id"])).serials, *(await release(bench, second["id"])).serials]
    assert len(set(made)) == 6


async def test_machines_make_the_pieces_and_the_order_closes_with_its_genealogy(bench):
    work_order = await ready(bench, quantity=2)
    await bench.hear(counted("frame-1", 2, at=5), counted("paint-1", 1, at=6), counted("paint-1", 1, at=9))
    order = await shown(bench, work_order)
    assert (order["state"], order["good"], order["version"] > 1) == ("closed", as_json(2), True)
    assert {unit["serial"]: unit["state"] for unit in order["serials"]} == {
        "WO-000001-0001": "good",
        "WO-000001-0002": "good",
    }
    (done,) = await bench.told(UnitsCompleted, tenant="acme")
    assert (done.serials, done.lot) == (("WO-000001-0001", "WO-000001-0002"), "WO-000001")
    used = {(c.output, c.component, c.lot, c.serial): (c.quantity, c.certainty) for c in done.consumed}
    assert used == {
        ("WO-000001", "FRAME", "F-1", "f0"): (ea(1), Certainty.RECORDED),
        ("WO-000001", "FRAME", "F-1", "f1"): (ea(1), Certainty.RECORDED),
        ("WO-000001", "WHEEL", "WO-000001", ""): (ea(4), Certainty.RECORDED),
    }
    assert order["lots_in_each_serial"] == "possible"
    assert [peg.order for peg in done.pegs] == ["ord_1"]
    (closed,) = await bench.told(WorkOrderClosed)
    assert (closed.good, closed.scrap) == (ea(2), ea(0))
    types = await bench.told_types()
    assert types.index("UnitsCompleted") < types.index("WorkOrderClosed")
    assert await unassigned(bench) == {}


async def test_a_sub_assembly_of_a_lot_is_made_and_goes_into_its_parent_by_lot(bench):
    wheels = (await created(bench, name="WHEEL", quantity=4))["id"]
    assert (await release(bench, wheels)).serials == ()
    await bench.hear(issued(wheels, ("SPOKE", "S-1", 1), ("SPOKE", "S-2", 1)))
    await dispatch(bench, wheels, (10, "wheels-1"))
    await bench.hear(counted("wheels-1", 4))
    (done,) = await bench.told(UnitsCompleted)
    assert (done.lot, done.serials, done.quantity) == ("WO-000001", (), ea(4))
    assert {(c.output, c.lot): c.quantity for c in done.consumed} == {
        ("WO-000001", "S-1"): ea(1),
        ("WO-000001", "S-2"): ea(1),
    }
    await ready(bench, quantity=2, number="prp_2")
    await bench.hear(counted("frame-1", 2), counted("paint-1", 2))
    parent = (await bench.told(UnitsCompleted))[-1]
    assert {c.lot for c in parent.consumed if c.component == "WHEEL"} == {done.lot}


async def test_more_pieces_than_are_open_are_kept_as_unassigned(bench):
    work_order = await ready(bench)
    await bench.hear(counted("frame-1", 5), counted("frame-1", 1), counted("paint-2", 4))
    assert await unassigned(bench) == {"frame-1": 3, "paint-2": 4}
    order = await shown(bench, work_order)
    assert [operation["good"] for operation in order["operations"]] == [as_json(3), as_json(0)]


async def test_a_surplus_goes_to_the_order_dispatched_next_to_the_machine(bench):
    first, second = await ready(bench), await ready(bench, number="prp_2")
    await bench.hear(counted("frame-1", 5))
    made = [(await shown(bench, order))["operations"][0]["good"] for order in (first, second)]
    assert made == [as_json(3), as_json(2)]
    assert await unassigned(bench) == {}


async def test_counts_that_come_before_the_pieces_or_the_material_are_booked_when_those_come(bench):
    order = (await created(bench))["id"]
    await release(bench, order)
    await dispatch(bench, order, (10, "frame-1"), (20, "paint-1"))
    await bench.hear(counted("paint-1", 3), counted("frame-1", 3))
    operations = (await shown(bench, order))["operations"]
    assert [(op["good"], op["ahead"]) for op in operations] == [(as_json(0), 3), (as_json(0), 3)]
    await bench.hear(issued(order, ("WHEEL", "W-1", 6), serials=("f0", "f1", "f2")))
    assert (await shown(bench, order))["state"] == "closed"
    assert await unassigned(bench) == {}


async def test_a_count_that_is_delivered_twice_counts_once(bench):
    work_order = await ready(bench)
    envelope = bench.envelope(counted("frame-1", 1))
    await bench.deliver(envelope, envelope)
    await bench.caught_up()
    assert (await shown(bench, work_order))["operations"][0]["good"] == as_json(1)
    assert len(await bench.told(OperationReported)) == 1


async def test_a_person_reports_scrap_with_its_reason_and_its_serial(bench):
    work_order = await ready(bench)
    named = {"scrap": as_json(1), "reason": "bent", "scrapped_serials": ["WO-000001-0001"]}
    answer = await report(bench, work_order, 10, 2, **named)
    assert answer.status_code == 201, answer.text
    assert [unit["state"] for unit in answer.json()["serials"]] == ["scrapped", "in_work", "in_work"]
    await report(bench, work_order, 20, 2)
    (done,) = await bench.told(UnitsCompleted)
    assert done.serials == ("WO-000001-0002", "WO-000001-0003")
    assert {(c.output, c.certainty) for c in done.consumed if c.component == "FRAME"} == {
        ("WO-000001", Certainty.POSSIBLE)
    }
    found = (await bench.client("auditor").get(f"/v1/work-orders/{work_order}/genealogy")).json()
    assert [(r["machine"], r["person"], r["reason"]) for r in found["reports"]] == [
        ("frame-1", "mia", "bent"),
        ("paint-1", "mia", ""),
    ]
    assert [(c["serial"], c["certainty"]) for c in found["consumed"]] == [
        ("f0", "possible"),
        ("f1", "possible"),
        ("f2", "possible"),
        ("", "recorded"),
    ]
    assert (found["lots_in_each_serial"], found["left"]) == ("possible", [])


@pytest.mark.parametrize(
    ("sequence", "good", "more", "status", "kind", "words"),
    [
        (10, "4", {}, 422, "wrong-count", "where 3 EA wait"),
        (10, "0", {}, 422, "wrong-count", "at least one"),
        (10, "-1", {}, 422, "wrong-count", "none below 0"),
        (10, "0.5", {}, 422, "wrong-count", "whole pieces"),
        (10, "1", {"scrap": as_json(1)}, 422, "wrong-count", "say why"),
        (10, "1", {"scrap": as_json(1, "KG"), "reason": "bent"}, 422, "mixed-units", "different units"),
        (10, "1", {"scrap": as_json(1), "reason": "x", "scrapped_serials": ["no"]}, 422, "unknown-unit", "in work"),
        (20, "1", {}, 409, "wrong-stage", "no piece waits"),
        (30, "1", {}, 404, "unknown-operation", "it has 10, 20"),
    ],
)
async def test_a_wrong_report_is_refused_and_changes_nothing(bench, sequence, good, more, status, kind, words):
    work_order = await ready(bench)
    before = await shown(bench, work_order)
    answer = await report(bench, work_order, sequence, good, **more)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}"), answer.text
    assert words in answer.json()["detail"]
    assert await shown(bench, work_order) == before
    assert await bench.told(OperationReported) == []


async def test_nothing_is_reported_before_its_material_is_issued(bench):
    work_order = (await created(bench))["id"]
    await release(bench, work_order)
    await dispatch(bench, work_order, (10, "frame-1"))
    answer = await report(bench, work_order, 10, 3)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/not-enough-issued")
    assert "3 EA of FRAME, 6 EA of WHEEL are not issued" in answer.json()["detail"]
    await bench.hear(issued(work_order, ("WHEEL", "W-1", 3), serials=("f0", "f1", "f2")))
    assert (await report(bench, work_order, 10, 3)).status_code == 422
    assert (await report(bench, work_order, 10, 1)).status_code == 201


@pytest.mark.parametrize(
    ("sequence", "machine", "status", "kind"),
    [(10, "paint-1", 422, "wrong-machine"), (10, "lathe", 404, "missing"), (99, "paint-1", 404, "unknown-operation")],
)
async def test_a_wrong_dispatch_is_refused(bench, sequence, machine, status, kind):
    work_order = (await created(bench))["id"]
    await release(bench, work_order)
    body = {"sequence": sequence, "machine": machine}
    answer = await bench.client("operator").post(f"/v1/work-orders/{work_order}/dispatch", json=body)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")


async def test_an_operation_is_dispatched_after_release_only(bench):
    work_order = (await created(bench))["id"]
    body = {"sequence": 10, "machine": "frame-1"}
    answer = await bench.client("operator").post(f"/v1/work-orders/{work_order}/dispatch", json=body)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/wrong-stage")


async def test_material_that_comes_too_late_is_recorded_and_changes_nothing_else(bench):
    work_order = await ready(bench, quantity=1)
    await bench.hear(counted("frame-1", 1), counted("paint-1", 1), issued(work_order, ("WHEEL", "W-9", 1)))
    found = (await bench.client("planner").get(f"/v1/work-orders/{work_order}/genealogy")).json()
    assert [lot["lot"] for lot in found["left"]] == ["W-9"]
    assert len(await bench.told(UnitsCompleted)) == 1


async def test_released_at_the_same_time_an_order_gets_its_serials_once(bench):
    orders = [(await created(bench, number=f"prp_{n}"))["id"] for n in range(3)]
    planner = bench.client("planner")
    answers = await asyncio.gather(*(planner.post(f"/v1/work-orders/{order}/release") for order in orders * 2))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 409, 409, 409]
    serials = [serial for told in await bench.told(WorkOrderReleased) for serial in told.serials]
    assert len(serials) == len(set(serials)) == 9


async def test_persons_and_machines_that_count_the_same_pieces_at_the_same_time_count_them_once(bench):
    work_order = await ready(bench, quantity=8)
    envelopes = [bench.envelope(counted("frame-1", 1)) for _ in range(4)]
    *answers, _ = await asyncio.gather(*(report(bench, work_order, 10, 1) for _ in range(4)), bench.deliver(*envelopes))
    await bench.caught_up()
    assert {answer.status_code for answer in answers} == {201}
    order = await shown(bench, work_order)
    assert (order["operations"][0]["good"], order["operations"][0]["state"]) == (as_json(4), "running")
    assert sum(told.good.value for told in await bench.told(OperationReported)) == 4


async def test_a_machine_may_take_over_from_another(bench):
    work_order = await ready(bench)
    await bench.hear(counted("frame-1", 3), counted("paint-1", 1))
    await dispatch(bench, work_order, (20, "paint-2"))
    await bench.hear(counted("paint-1", 1), counted("paint-2", 2))
    order = await shown(bench, work_order)
    assert (order["state"], order["operations"][1]["machine"]) == ("closed", "paint-2")
    assert await unassigned(bench) == {"paint-1": 1}


async def test_lists_show_no_serials_and_come_in_pages(bench):
    for n in range(3):
        await created(bench, number=f"prp_{n}")
    client = bench.client("planner")
    first = (await client.get("/v1/work-orders", params={"limit": 2})).json()
    rest = (await client.get("/v1/work-orders", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    numbers = {order["number"] for order in (*first["items"], *rest["items"])}
    assert (numbers, rest["next_cursor"]) == ({"WO-000001", "WO-000002", "WO-000003"}, None)
    assert "serials" not in first["items"][0]
    centres = (await client.get("/v1/capacity", params={"limit": 2})).json()
    assert [centre["work_centre"] for centre in centres["items"]] == ["frame", "paint"]
    last = (await client.get("/v1/capacity", params={"limit": 2, "cursor": centres["next_cursor"]})).json()
    assert [centre["work_centre"] for centre in last["items"]] == ["wheels"]


async def test_a_report_that_is_sent_twice_counts_once(bench):
    work_order = await ready(bench)
    body, key = {"sequence": 10, "good": as_json(1)}, {"Idempotency-Key": "r-1"}
    path = f"/v1/work-orders/{work_order}/reports"
    answers = [await bench.client("operator").post(path, json=body, headers=key) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len(await bench.told(OperationReported)) == 1


async def test_another_tenant_sees_and_moves_nothing(bench):
    work_order = await ready(bench)
    foreign = bench.client("admin", tenant="rival")
    path = f"/v1/work-orders/{work_order}"
    assert [(await foreign.get(p)).status_code for p in (path, f"{path}/genealogy")] == [404, 404]
    assert (await foreign.get("/v1/work-orders")).json()["items"] == []
    assert (await foreign.get("/v1/capacity")).json()["items"] == []
    answer = await foreign.post(f"{path}/reports", json={"sequence": 10, "good": as_json(1)})
    assert answer.status_code == 404
    await bench.hear(counted("frame-1", 2), tenant="rival")
    assert (await shown(bench, work_order))["operations"][0]["good"] == as_json(0)
    assert await unassigned(bench) == {}


async def test_who_may_do_what(bench):
    work_order = await ready(bench)
    path = f"/v1/work-orders/{work_order}"
    assert (await bench.client("customer").get(path)).status_code == 403
    assert (await bench.client("inspector").post(f"{path}/release")).status_code == 403
    report = {"sequence": 10, "good": as_json(1)}
    assert (await bench.client("planner").post(f"{path}/reports", json=report)).status_code == 403
    assert (await bench.client("admin").post(f"{path}/reports", json=report)).status_code == 201


async def test_lists_are_filtered(bench):
    await created(bench)
    await created(bench, name="WHEEL", number="prp_2", order="ord_2")
    client = bench.client("planner")
    for filters, count in [
        ({"order": "ord_2"}, 1),
        ({"item": "BIKE"}, 1),
        ({"plant": "north"}, 2),
        ({"plant": "x"}, 0),
    ]:
        assert len((await client.get("/v1/work-orders", params=filters)).json()["items"]) == count
    assert (await client.get("/v1/work-orders", params={"state": "odd"})).status_code == 422
    assert [c["work_centre"] for c in (await client.get("/v1/capacity")).json()["items"]] == [
        "frame",
        "paint",
        "wheels",
    ]
