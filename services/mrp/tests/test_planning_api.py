"""MRP-1, MRP-2, MRP-10, MRP-11: heard facts become a plan with proposals, pegs and exceptions."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from headrace_contracts.mrp.v1 import PlanCommitted
from headrace_contracts.orders.v1 import OrderCancelled, OrderClosed, OrderFulfilled, PromiseMoved
from headrace_contracts.product.v1 import Source
from headrace_mrp.service import service

from .chain import (
    WORLD,
    bom,
    day,
    forecast,
    forecast_order,
    item,
    listed,
    matched,
    offer,
    planned,
    plant,
    proposed,
    received,
    release,
    routing,
    shipped,
    stock,
)


@pytest.fixture
async def bench(start_service):
    bench = await start_service(service)
    await bench.hear(*WORLD)
    return bench


async def test_an_order_is_exploded_over_all_levels_net_of_stock_and_pegged(bench):
    await bench.hear(stock("FRAME", 4), stock("WHEEL", 5), matched())
    plan = await planned(bench)
    assert await proposed(bench) == {"BIKE": [10], "FRAME": [6], "TUBE": [18], "WHEEL": [15]}
    told = (await bench.told(PlanCommitted))[0]
    assert (told.plan, told.items, told.proposals, told.late_orders) == (plan["plan"], 4, 4, 0)
    serving = await listed(bench, "/v1/pegs?order=ord_1")
    assert {(p["kind"], p["item"], p["quantity"]["value"]) for p in serving} == {
        ("planned_order", "BIKE", "10"),
        ("on_hand", "FRAME", "4"),
        ("planned_order", "FRAME", "6"),
        ("planned_order", "TUBE", "18"),
        ("on_hand", "WHEEL", "5"),
        ("planned_order", "WHEEL", "15"),
    }


async def test_the_shortage_list_of_an_order_names_what_is_not_in_stock_and_what_brings_it(bench):
    await bench.hear(stock("FRAME", 4), stock("WHEEL", 20), matched())
    await planned(bench)
    short = await listed(bench, "/v1/shortages?order=ord_1")
    assert {(s["item"], s["quantity"]["value"]) for s in short} == {("BIKE", "10"), ("FRAME", "6"), ("TUBE", "18")}
    frame = next(s for s in short if s["item"] == "FRAME")
    brings = (await bench.client("planner").get(f"/v1/proposals/{frame['reference']}")).json()
    assert (brings["kind"], brings["due"], brings["pegs"][0]["order"]) == ("work", frame["expected"], "ord_1")
    assert await listed(bench, "/v1/shortages?order=ord_9") == []


async def test_pages_of_pegs_follow_one_another(bench):
    await bench.hear(matched())
    await planned(bench)
    planner = bench.client("planner")
    first = (await planner.get("/v1/pegs?order=ord_1&limit=3")).json()
    rest = (await planner.get(f"/v1/pegs?order=ord_1&limit=3&cursor={first['next_cursor']}")).json()
    assert [len(first["items"]), len(rest["items"]), rest["next_cursor"]] == [3, 1, None]


@pytest.mark.parametrize("cursor", ["x", "x.²", f"x.{'9' * 400}", "."])
async def test_the_cursor_of_another_list_ends_no_service(bench, cursor):
    after = base64.urlsafe_b64encode(cursor.encode()).decode()
    for path in ("pegs?order=ord_1&", "exceptions?"):
        answer = await bench.client("planner").get(f"/v1/{path}cursor={after}")
        assert answer.status_code in {200, 422}, answer.text


async def test_orders_consume_the_forecast_also_when_another_plant_delivers(bench):
    await bench.hear(plant("south"), routing("BIKE", "south"), routing("FRAME", "south"))
    await bench.hear(forecast(w4=6.4, w5=6.4), forecast_order(), matched(quantity=8, plant="south"))
    plan = await planned(bench)
    bikes = await listed(bench, "/v1/proposals?item=BIKE&state=proposed")
    assert {(b["plant"], b["quantity"]["value"]) for b in bikes} == {("south", "8"), ("north", "5")}
    assert (await bench.told(PlanCommitted))[0].forecast_release == "fco_1"
    assert len(await listed(bench, f"/v1/proposals?order=ord_1&plan={plan['plan']}")) == 4


async def test_a_new_forecast_order_takes_the_place_of_the_old(bench):
    await bench.hear(forecast(w4=6), forecast("FRAME", w4=9), forecast_order())
    await bench.hear(forecast(release="fco_2", w4=2), forecast_order("fco_2"))
    await planned(bench)
    assert await proposed(bench) == {"BIKE": [2], "FRAME": [2], "TUBE": [6], "WHEEL": [4]}


async def test_an_old_forecast_order_that_is_heard_late_drops_nothing_of_the_new(bench):
    await bench.hear(forecast(w4=6), forecast("FRAME", w4=9))
    await bench.hear(forecast(release="fco_2", w4=2), forecast_order("fco_2"), forecast_order())
    await planned(bench)
    assert await proposed(bench) == {"BIKE": [2], "FRAME": [2], "TUBE": [6], "WHEEL": [4]}


@pytest.mark.parametrize(
    "ends",
    [
        OrderCancelled(order="ord_1", customer="velo", reason="changed my mind"),
        OrderFulfilled(order="ord_1", customer="velo"),
    ],
)
async def test_an_order_that_ended_is_no_demand(bench, ends):
    await bench.hear(matched())
    await planned(bench)
    await bench.hear(ends)
    plan = await planned(bench)
    assert plan["proposals"] == 0
    assert await proposed(bench) == {}
    assert await listed(bench, "/v1/pegs?order=ord_1") == []
    assert (await release(bench, plan=plan["plan"], order="ord_1")).status_code == 404


FORECAST = (stock("BIKE", 500), forecast(**{f"w{n}": 100 for n in range(8)}), forecast_order())


async def bikes(bench):
    await planned(bench)
    return sum((await proposed(bench)).get("BIKE", []))


async def test_what_must_be_got_does_not_change_by_shipping(bench):
    """Forecast 800, stock 500; an order of 60 is foreseen and takes both: (800 - 60) - (500 - 60)."""
    await bench.hear(*FORECAST, matched(quantity=60, due=21))
    assert await bikes(bench) == 300
    await bench.hear(shipped("shp_1", 40), stock("BIKE", 460))
    assert await bikes(bench) == 300
    await bench.hear(shipped("shp_2", 20), stock("BIKE", 440))
    assert await bikes(bench) == 300
    await bench.hear(OrderFulfilled(order="ord_1", customer="velo"))
    assert await bikes(bench) == 300


async def test_of_an_order_that_is_closed_half_way_only_what_was_shipped_takes_forecast(bench):
    await bench.hear(*FORECAST, matched(quantity=60, due=21), shipped("shp_1", 40), stock("BIKE", 460))
    await bench.hear(OrderClosed(order="ord_1", customer="velo", reason="too late"))
    assert await bikes(bench) == (800 - 40) - 460


async def test_what_was_shipped_takes_the_forecast_of_its_day_also_when_that_is_over(bench):
    await bench.hear(*FORECAST, matched(quantity=60, due=3), shipped("shp_1", 60), stock("BIKE", 440))
    await bench.hear(OrderFulfilled(order="ord_1", customer="velo"))
    bench.clock.advance_to(bench.clock.now() + timedelta(days=14))
    assert await bikes(bench) == 600 - 440


async def test_what_was_due_before_the_forecast_begins_takes_none_of_it(bench):
    await bench.hear(*FORECAST, matched(quantity=60, due=-1))
    assert await bikes(bench) == 800 + 60 - 500
    await bench.hear(shipped("shp_1", 60), stock("BIKE", 440))
    assert await bikes(bench) == 800 - 440


async def test_a_new_plan_supersedes_the_old_and_what_it_proposed(bench):
    await bench.hear(matched())
    old = await planned(bench)
    new = await planned(bench)
    states = {p["id"]: p["state"] for p in await listed(bench, "/v1/plans")}
    assert states == {old["plan"]: "superseded", new["plan"]: "committed"}
    assert {p["state"] for p in await listed(bench, f"/v1/proposals?plan={old['plan']}")} == {"superseded"}
    assert {p["plan"] for p in await listed(bench, "/v1/pegs?order=ord_1")} == {new["plan"]}


async def test_a_plan_of_one_plant_leaves_the_others_alone(bench):
    await bench.hear(plant("south"), routing("BIKE", "south"), routing("FRAME", "south"))
    await bench.hear(matched(), matched("ord_2", quantity=3, plant="south"))
    whole = await planned(bench)
    south = await planned(bench, plant="south")
    found = await listed(bench, "/v1/proposals?item=BIKE&state=proposed")
    assert {(p["plan"], p["plant"]) for p in found} == {(whole["plan"], "north"), (south["plan"], "south")}


async def test_an_order_that_can_not_be_met_in_time_says_what_it_waits_for(bench):
    await bench.hear(matched(due=2))
    plan = await planned(bench)
    late = (await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=late_demand"))[0]
    assert plan["late_orders"] == 1
    assert (late["reference"], late["item"], late["stands"]) == ("ord_1/1", "BIKE", day(2).isoformat())
    assert "it waits for BIKE → FRAME → TUBE" in late["message"]
    assert (await bench.client("planner").get(f"/v1/exceptions/{late['id']}")).json() == late
    overdue = await listed(bench, "/v1/exceptions?kind=past_due&item=TUBE")
    assert (await bench.client("planner").get(f"/v1/proposals/{overdue[0]['reference']}")).json()["item"] == "TUBE"


async def test_a_promise_that_moved_is_planned_for_its_new_day(bench):
    await bench.hear(matched(due=20))
    moved = PromiseMoved(
        order="ord_1",
        customer="velo",
        previous=day(20),
        promise=day(42),
        cause="line down",
        reference="exc_1",
        allocations=matched(due=42).allocations,
    )
    await bench.hear(moved)
    await planned(bench)
    bike = (await listed(bench, "/v1/proposals?item=BIKE"))[0]
    assert bike["due"] == day(42).isoformat()


async def test_bad_requests_are_refused_and_change_nothing(bench):
    planner = bench.client("planner")
    assert (await planner.post("/v1/plans", json={"plant": "moon"})).status_code == 404
    assert (await planner.post("/v1/plans", json={"horizon_days": 0})).status_code == 422
    assert (await bench.client("buyer").post("/v1/plans", json={})).status_code == 403
    assert (await bench.client("operator").get("/v1/plans")).status_code == 403
    for path in ("plans/no", "proposals/no", "exceptions/no", f"exceptions/no.{'7' * 40}", "proposal-releases/no"):
        assert (await planner.get(f"/v1/{path}")).status_code == 404, path
    assert await bench.query("SELECT * FROM job") == []


@pytest.mark.parametrize(
    ("facts", "name", "why", "words"),
    [
        ((bom("TUBE", FRAME=1), item("TUBE", Source.MAKE)), "FRAME", "bom_cycle", "goes in a circle"),
        ((bom("FRAME", GHOST=1),), "FRAME", "unknown_item", "GHOST is in use, but no such item is defined"),
        ((item("TUBE", unit="M"),), "FRAME", "unknown_unit", "3 EA of TUBE, which is counted in M"),
        ((item("TUBE", safety="1e19"),), "TUBE", "quantity_too_large", "more than can be planned exactly"),
        ((item("TUBE", safety="1e40"),), "TUBE", "quantity_too_large", "can be planned exactly"),
        ((bom("FRAME", TUBE="1e30"),), "FRAME", "quantity_too_large", "can be planned exactly"),
        ((forecast("FRAME", w4="1e40"),), "FRAME", "quantity_too_large", "more digits than can be planned exactly"),
        ((forecast("FRAME", w4=1, unit="M"),), "FRAME", "unknown_unit", "counted in EA"),
        ((matched("ord_3", name="FRAME", unit="M"),), "FRAME", "unknown_unit", "counted in EA"),
        ((matched("ord_3", name="GHOST"),), "GHOST", "unknown_item", "no such item is defined"),
        ((stock("GHOST", 5),), "GHOST", "unknown_item", "no such item is defined"),
        ((stock("FRAME", 5, unit="M"),), "FRAME", "unknown_unit", "counted in EA"),
        ((forecast("GHOST", w4=5),), "GHOST", "unknown_item", "no such item is defined"),
        ((received("GHOST", 3, "L9"),), "GHOST", "unknown_item", "no such item is defined"),
    ],
)
async def test_one_fact_that_can_not_be_planned_sets_its_item_aside_and_no_other(bench, facts, name, why, words):
    await bench.hear(item("BELL"), offer("BELL", "bellco"), matched(), matched("ord_2", 3, name="BELL"), *facts)
    plan = await planned(bench)
    assert (await proposed(bench))["BELL"] == [3]
    named = {e["item"]: e for e in await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=not_planned")}
    assert (named[name]["reference"], named[name]["plant"]) == (why, "north")
    assert words in named[name]["message"]
    assert set(named) <= {"FRAME", "TUBE", "BIKE", "GHOST"}
    told = (await bench.told(PlanCommitted))[0]
    assert told.set_aside == plan["not_planned"] == len(named)
    assert {(n.item, n.code, n.reason) for n in told.not_planned} >= {(name, why, named[name]["message"])}


async def test_with_no_plant_registered_what_has_no_place_is_named(start_service):
    bench = await start_service(service)
    await bench.hear(item("BELL", safety=4), forecast("BELL", w4=5))
    plan = await planned(bench)
    named = await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=not_planned")
    assert [(e["item"], e["reference"]) for e in named] == [("BELL", "unknown_plant")]


async def test_nothing_known_is_an_empty_plan(start_service):
    bench = await start_service(service)
    assert (await planned(bench))["items"] == 0


async def test_another_tenant_sees_nothing(bench):
    await bench.hear(matched())
    plan = await planned(bench)
    foreign = bench.client("planner", tenant="rival")
    assert (await foreign.get("/v1/proposals")).json()["items"] == []
    assert (await foreign.get("/v1/pegs?order=ord_1")).json()["items"] == []
    assert (await foreign.get(f"/v1/plans/{plan['plan']}")).status_code == 404
