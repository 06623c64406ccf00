"""MRP-1, MRP-2, MRP-10, MRP-11: heard facts become a plan with proposals, pegs and exceptions."""

from __future__ import annotations

import pytest

from headrace_contracts.mrp.v1 import PlanCommitted
from headrace_contracts.orders.v1 import OrderCancelled, OrderFulfilled
from headrace_mrp.service import service

from .chain import (
    WORLD,
    bom,
    day,
    forecast,
    forecast_order,
    item,
    job_of,
    listed,
    matched,
    planned,
    plant,
    proposed,
    routing,
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


async def test_bad_requests_are_refused_and_change_nothing(bench):
    planner = bench.client("planner")
    assert (await planner.post("/v1/plans", json={"plant": "moon"})).status_code == 404
    assert (await planner.post("/v1/plans", json={"horizon_days": 0})).status_code == 422
    assert (await bench.client("buyer").post("/v1/plans", json={})).status_code == 403
    assert (await bench.client("operator").get("/v1/plans")).status_code == 403
    for path in ("plans/no", "proposals/no", "exceptions/no", "exceptions/no.7", "proposal-releases/no"):
        assert (await planner.get(f"/v1/{path}")).status_code == 404, path
    assert await bench.query("SELECT * FROM job") == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ((bom("FRAME", GHOST=1),), "GHOST is in use, but no such item is defined"),
        ((item("TUBE", unit="M"),), "the bill of FRAME asks for 3 EA of TUBE, which is counted in M"),
        ((stock("WHEEL", -1),), "count it again"),
    ],
)
async def test_facts_that_can_not_be_planned_fail_the_job_with_the_remedy(bench, facts, words):
    await bench.hear(matched(), *facts)
    job = await job_of(bench)
    assert job["state"] == "failed"
    assert words in job["error"]
    assert await bench.told(PlanCommitted) == []
    assert await bench.query("SELECT * FROM proposal") == []


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
