"""MRP-2, MRP-5: several plants: said once is held once, and stock of the firm is seen before buying or making."""

from __future__ import annotations

import pytest

from headrace_contracts.product.v1 import Source
from headrace_mrp.service import service

from .chain import bom, forecast, forecast_order, item, listed, matched, offer, planned, plant, routing, stock

NEVER_MADE = "C"
FIRM = (
    plant("north"),
    plant("south"),
    item("A", Source.MAKE),
    item("B", lead=5),
    item(NEVER_MADE),
    bom("A", B=1),
    routing("A", "north"),
    routing("A", "south"),
    offer("B", "bolts"),
    offer(NEVER_MADE, "caps"),
)


@pytest.fixture
async def bench(start_service):
    """A is made of B in both plants; C is bought and sold."""
    bench = await start_service(service)
    await bench.hear(*FIRM)
    return bench


async def bought(bench, name):
    await planned(bench)
    found = await listed(bench, f"/v1/proposals?item={name}&state=proposed&limit=200")
    return {(p["plant"], p["quantity"]["value"]) for p in found}


async def warned(bench, plan):
    found = await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=stock_elsewhere")
    return [(e["item"], e["plant"], e["reference"], e["message"].split(" of ")[0]) for e in found]


async def test_a_safety_stock_said_once_is_held_once_though_nothing_else_asks_for_the_item(bench):
    await bench.hear(item("B", lead=5, safety=100))
    assert await bought(bench, "B") == {("north", "100")}


async def test_what_lies_in_another_plant_is_moved_and_not_bought(bench):
    await bench.hear(stock("B", 500, plant="south"), matched(quantity=50, name="A"))
    assert await bought(bench, "B") == set()
    plan = await planned(bench)
    assert await warned(bench, plan) == [("B", "north", "south", "50 EA")]
    pegs = await listed(bench, "/v1/pegs?order=ord_1")
    assert {(p["kind"], p["item"], p["reference"]) for p in pegs} >= {("transfer", "B", "south")}
    kinds = {e["kind"] for e in await listed(bench, f"/v1/exceptions?plan={plan['plan']}")}
    assert kinds == {"stock_elsewhere"}


async def test_only_what_is_missing_in_all_plants_is_bought(bench):
    await bench.hear(item("B", lead=5, safety=10), stock("B", 35, plant="south"), matched(quantity=50, name="A"))
    assert await bought(bench, "B") == {("north", "25")}
    await bench.hear(matched("ord_2", 20, name="A", plant="south", due=31))
    assert await bought(bench, "B") == {("north", "45")}


async def test_what_is_finished_elsewhere_is_not_made_nor_its_parts_bought_or_moved(bench):
    await bench.hear(stock("A", 80, plant="south"), stock("B", 80, plant="south"), matched(quantity=50, name="A"))
    assert await bought(bench, "A") | await bought(bench, "B") == set()
    assert await warned(bench, await planned(bench)) == [("A", "north", "south", "50 EA")]


async def test_parts_are_looked_for_elsewhere_when_not_enough_is_finished_there(bench):
    await bench.hear(stock("A", 20, plant="south"), stock("B", 80, plant="south"), matched(quantity=50, name="A"))
    assert await bought(bench, "B") == set()
    assert await bought(bench, "A") == {("north", "30")}
    plan = await planned(bench)
    assert await warned(bench, plan) == [("A", "north", "south", "20 EA"), ("B", "north", "south", "30 EA")]


async def test_a_forecast_is_planned_where_the_goods_lie(bench):
    weeks = {f"w{n}": 100 for n in range(8)}
    await bench.hear(stock(NEVER_MADE, 5000, plant="south"), forecast(NEVER_MADE, **weeks), forecast_order())
    assert await bought(bench, NEVER_MADE) == set()
    assert (await planned(bench))["exceptions"] == 0
