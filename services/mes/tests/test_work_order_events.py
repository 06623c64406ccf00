"""MES-1, MES-2: work orders come from proposals, wait for routings, book capacity, and end with their demand."""

from __future__ import annotations

from datetime import date, timedelta

from headrace_contracts.control_tower.v1 import ExceptionFeedbackGiven
from headrace_contracts.mes.v1 import (
    BookedDay,
    CapacityPublished,
    WorkOrderCancelled,
    WorkOrderCreated,
    WorkOrderRescheduled,
)
from headrace_contracts.mrp.v1 import Peg
from headrace_contracts.orders.v1 import OrderCancelled
from headrace_contracts.product.v1 import BomPublished
from headrace_testkit import told

from .plant import TODAY, as_json, bom_line, counted, created, ea, item, proposal, ready, release, routing, shown

TOMORROW = TODAY + timedelta(days=1)


def feedback(days: int, centre: str = "frame", number: str = "exc_1") -> ExceptionFeedbackGiven:
    return ExceptionFeedbackGiven(
        exception=number,
        rule="machine-abnormal",
        subject_kind="machine",
        subject=f"{centre}-1",
        plant="north",
        work_centre=centre,
        note="spindle broken",
        delay_days=days,
    )


def cancelled(order: str = "ord_1") -> OrderCancelled:
    return OrderCancelled(order=order, customer="velo", reason="changed my mind")


async def capacity(bench, centre: str) -> dict[str, float]:
    answer = await bench.client("planner").get("/v1/capacity", params={"work_centre": centre})
    return {day["day"]: day["minutes"] for day in answer.json()["items"][0]["booked"]}


async def test_a_proposal_becomes_a_work_order_that_books_its_work_centres(bench):
    order = await created(bench)
    assert (order["number"], order["state"], order["quantity"]) == ("WO-000001", "created", as_json(3))
    assert (order["made_for"], order["planned_finish"]) == (["ord_1"], TODAY.isoformat())
    (told,) = await bench.told(WorkOrderCreated, tenant="acme")
    assert (told.number, told.proposal, told.due) == ("WO-000001", "prp_1", TODAY + timedelta(days=10))
    assert told.pegs == (Peg(order="ord_1", line=1, quantity=ea(3)),)
    booked = {c.work_centre: c.booked for c in await bench.told(CapacityPublished)}
    assert booked == {centre: (BookedDay(day=TODAY, minutes=180.0),) for centre in ("frame", "paint")}
    assert await capacity(bench, "frame") == {TODAY.isoformat(): 180}


async def test_the_order_keeps_the_bom_lines_of_its_start_and_later_revisions_do_not_touch_it(bench):
    order = await created(bench)
    await bench.hear(BomPublished(item="BIKE", revision=2, lines=(bom_line("FRAME", 9),)), routing("BIKE", "wheels"))
    components = (await shown(bench, order["id"]))["components"]
    assert components == [{"item": "FRAME", "per_unit": as_json(1)}, {"item": "WHEEL", "per_unit": as_json(2)}]
    later = await created(bench, number="prp_2", start=TODAY + timedelta(days=40))
    assert (await shown(bench, later["id"]))["components"] == [{"item": "FRAME", "per_unit": as_json(9)}]


async def test_bom_lines_are_those_valid_on_the_day_the_work_starts(bench):
    later = await created(bench, start=TODAY + timedelta(days=40))
    names = [part["item"] for part in (await shown(bench, later["id"]))["components"]]
    assert names == ["FRAME", "WHEEL", "LAMP"]


async def test_no_work_is_planned_on_the_days_off_of_the_plant(bench):
    order = await created(bench, quantity=8 * 14)
    days = [date.fromisoformat(day) for day in await capacity(bench, "frame")]
    assert len(days) == 14
    assert all(day.weekday() < 5 for day in days)
    told = {c.work_centre: c.booked for c in await bench.told(CapacityPublished)}
    assert [booked.day for booked in told["frame"]] == days
    saturday = next(day for day in days if day.weekday() == 4) + timedelta(days=1)
    await bench.query("UPDATE booking SET day = $1 WHERE day = $2 AND work_centre = 'frame'", saturday, days[-1])
    assert saturday.isoformat() not in await capacity(bench, "frame")
    assert (await capacity(bench, "frame"))[(saturday + timedelta(days=2)).isoformat()] == 960
    assert order["planned_finish"] >= days[-1].isoformat()


async def test_proposals_released_together_share_the_days_and_are_numbered_in_turn(bench):
    proposals = [proposal(quantity=8, number=f"prp_{n}") for n in range(4)]
    await bench.deliver(*(bench.envelope(p) for p in proposals))
    await bench.caught_up()
    orders = (await bench.client("planner").get("/v1/work-orders")).json()["items"]
    assert sorted(order["number"] for order in orders) == [f"WO-00000{n}" for n in (1, 2, 3, 4)]
    days = [(TODAY + timedelta(days=n)).isoformat() for n in range(4)]
    assert await capacity(bench, "frame") == dict.fromkeys(days, 480)


async def test_a_proposal_that_is_told_twice_is_one_work_order(bench):
    envelope = bench.envelope(proposal())
    await bench.deliver(envelope, envelope)
    await bench.hear(proposal())
    assert len(await bench.told(WorkOrderCreated)) == 1


async def test_an_order_without_routing_waits_for_it_and_stops_nobody(bench):
    waiting = await created(bench, name="TRIKE", number="prp_1")
    await bench.hear(proposal(number="prp_2"))
    assert (waiting["state"], waiting["planned_finish"]) == ("needs_routing", None)
    assert "TRIKE has no routing in plant north" in waiting["problem"]
    answer = await bench.client("planner").post(f"/v1/work-orders/{waiting['id']}/release")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/wrong-stage")
    assert "no routing in plant north" in answer.json()["detail"]
    assert len(await bench.told(WorkOrderCreated)) == 2
    await bench.hear(routing("TRIKE", "wheels"))
    order = await shown(bench, waiting["id"])
    assert (order["state"], order["problem"], order["planned_finish"]) == ("created", "", TODAY.isoformat())
    assert await capacity(bench, "wheels") == {TODAY.isoformat(): 180}
    assert len(await bench.told(WorkOrderCreated)) == 2


async def test_a_routing_over_an_unknown_work_centre_waits_for_the_work_centre(bench):
    await bench.hear(routing("TRIKE", "welding"))
    waiting = await created(bench, name="TRIKE")
    assert "welding of operation 10 has no calendar" in waiting["problem"]
    await bench.hear(told.work_centre("welding", minutes_per_day=240))
    assert (await shown(bench, waiting["id"]))["state"] == "created"


async def test_a_proposal_for_an_item_not_heard_of_yet_is_tried_again_and_stops_nobody(bench):
    await bench.hear(proposal("QUAD", number="prp_1"), proposal(number="prp_2"))
    assert len(await bench.told(WorkOrderCreated)) == 1
    (error,) = await bench.parked()
    assert "of which nothing was heard" in error
    await bench.hear(item("QUAD"))
    await bench.hear_parked()
    assert [told.item for told in await bench.told(WorkOrderCreated)] == ["BIKE", "QUAD"]


async def test_a_breakdown_moves_the_work_that_waits_there_and_names_the_customer_orders(bench):
    order = await created(bench)
    await bench.hear(proposal("WHEEL", number="prp_2"), feedback(2))
    (moved,) = await bench.told(WorkOrderRescheduled)
    assert (moved.work_order, moved.cause, moved.reference) == (order["id"], "spindle broken", "exc_1")
    assert (moved.due - moved.previous).days == 2
    assert [peg.order for peg in moved.pegs] == ["ord_1"]
    again = await shown(bench, order["id"])
    back = (TODAY + timedelta(days=2)).isoformat()
    assert (again["due"], again["planned_finish"]) == (moved.due.isoformat(), back)
    down = {TODAY.isoformat(): 480, TOMORROW.isoformat(): 480}
    assert await capacity(bench, "frame") == {**down, back: 180}
    assert await capacity(bench, "paint") == {back: 180}


async def test_the_same_days_told_again_move_nothing_and_one_day_more_moves_one_day(bench):
    await created(bench)
    await bench.hear(feedback(2), feedback(2), feedback(3))
    assert [(m.due - m.previous).days for m in await bench.told(WorkOrderRescheduled)] == [2, 1]


async def test_feedback_without_delay_or_work_centre_moves_nothing(bench):
    await created(bench)
    await bench.hear(feedback(0), feedback(2, centre=""), feedback(2, centre="wheels"))
    assert await bench.told(WorkOrderRescheduled) == []


async def test_new_work_is_not_planned_on_days_the_work_centre_is_down(bench):
    await bench.hear(feedback(2))
    assert (await created(bench))["planned_start"] == (TODAY + timedelta(days=2)).isoformat()


async def test_a_cancelled_customer_order_cancels_what_was_not_begun_and_frees_its_days(bench):
    for n, order in enumerate(("ord_1", "ord_1", "ord_2")):
        await bench.hear(proposal(quantity=1, number=f"prp_{n}", order=order))
    first = (await bench.client("planner").get("/v1/work-orders", params={"state": "created"})).json()["items"]
    await release(bench, next(order["id"] for order in first if order["number"] == "WO-000001"))
    await bench.hear(cancelled())
    orders = (await bench.client("planner").get("/v1/work-orders", params={"order": "ord_1"})).json()["items"]
    assert {order["number"]: order["state"] for order in orders} == dict.fromkeys(
        ("WO-000001", "WO-000002"), "cancelled"
    )
    assert [told.reason for told in await bench.told(WorkOrderCancelled)] == ["changed my mind"] * 2
    assert (await bench.told(CapacityPublished))[-1].booked == (BookedDay(day=TODAY, minutes=60.0),)
    assert await capacity(bench, "frame") == {TODAY.isoformat(): 60}


async def test_an_order_that_runs_when_its_customer_cancels_is_made_for_stock(bench):
    work_order = await ready(bench)
    await bench.hear(counted("frame-1", 1))
    await bench.hear(cancelled())
    await bench.hear(counted("frame-1", 2), counted("paint-1", 3))
    order = await shown(bench, work_order)
    assert (order["state"], order["pegs"], order["good"]) == ("closed", [], as_json(3))
    assert await bench.told(WorkOrderCancelled) == []


async def test_work_that_is_behind_its_plan_is_booked_today(bench):
    await created(bench)
    bench.clock.advance_to(bench.clock.now() + timedelta(days=3))
    assert await capacity(bench, "frame") == {(TODAY + timedelta(days=3)).isoformat(): 180}


async def test_work_done_gives_its_minutes_back(bench):
    await ready(bench)
    await bench.hear(counted("frame-1", 2))
    assert await capacity(bench, "frame") == {TODAY.isoformat(): 60}
