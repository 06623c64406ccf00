"""The invented chain: the same from the same seed, whole in itself, and of its size."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headrace_journey import fictional
from headrace_journey.worlds.world import Table, World

TODAY = date(2026, 11, 21)


def tables(world: World) -> dict[str, list]:
    return {name: value.rows for name, value in vars(world).items() if isinstance(value, Table)}


def test_the_same_seed_makes_the_same_world():
    assert tables(fictional("small", 7).on(TODAY)) == tables(fictional("small", 7).on(TODAY))


def test_another_seed_makes_another_company_and_another_history():
    one, other = fictional("small", 1).on(TODAY), fictional("small", 2).on(TODAY)
    assert one.leader != other.leader
    assert [row["quantity"] for row in one.sales_history.rows] != [row["quantity"] for row in other.sales_history.rows]


def test_a_world_of_the_next_day_differs_only_in_its_dates():
    one, next_day = fictional("small", 1).on(TODAY), fictional("small", 1).on(TODAY + timedelta(days=1))
    assert [r["reference"] for r in one.sales_history.rows] == [r["reference"] for r in next_day.sales_history.rows]
    days = [(a["day"], b["day"]) for a, b in zip(one.sales_history.rows, next_day.sales_history.rows, strict=True)]
    assert {date.fromisoformat(b) - date.fromisoformat(a) for a, b in days} == {timedelta(days=1)}


@pytest.mark.parametrize(("size", "least"), [("small", 12), ("medium", 60), ("large", 400)])
def test_sizes_differ_in_what_is_sold(size, least):
    world = fictional(size, 1).on(TODAY)
    assert sum(row["sold"] for row in world.items.rows) >= least


@pytest.mark.parametrize("size", ["small", "medium"])
def test_rows_only_speak_of_what_is_there(size):
    world = fictional(size, 3).on(TODAY)
    items = {row["item"]: row for row in world.items.rows}
    centres = {row["work_centre"]: row["plant"] for row in world.work_centres.rows}
    lines = [line for bom in world.boms.rows for line in bom["lines"]]
    assert {line["component"] for line in lines} <= items.keys()
    assert all(items[line["component"]]["unit"] == line["unit"] for line in lines)
    assert {bom["item"] for bom in world.boms.rows} == {i for i, row in items.items() if row["source"] == "make"}
    bought = {i for i, row in items.items() if row["source"] == "buy"}
    assert {row["item"] for row in world.supplier_items.rows} == bought
    for routing in world.routings.rows:
        assert {centres[op["work_centre"]] for op in routing["operations"]} == {routing["plant"]}
    assert {row["supplier"] for row in world.supplier_items.rows} <= {o["id"] for o in world.organisations.rows}


def test_codes_and_references_are_named_once():
    world = fictional("medium", 1).on(TODAY)
    for rows, key in (
        (world.items.rows, "item"),
        (world.sales_history.rows, "reference"),
        (world.machines.rows, "machine"),
    ):
        names = [row[key] for row in rows]
        assert len(names) == len(set(names))


def test_of_every_dated_component_just_one_is_valid_today():
    world = fictional("small", 1).on(TODAY)
    for bom in world.boms.rows:
        seals = [line for line in bom["lines"] if line["component"].startswith("SEAL")]
        valid = [x for x in seals if x["valid_from"] <= TODAY.isoformat() <= (x["valid_to"] or "9999-12-31")]
        assert len(valid) == (1 if seals else 0)


def test_nothing_of_what_the_customer_orders_is_in_stock_and_its_day_can_be_kept():
    world = fictional("small", 1).on(TODAY)
    stocked = {row["item"] for row in world.opening_stock.rows}
    assert world.order
    assert not stocked & {line.item for line in world.order}
    assert all(line.quantity > Decimal(0) for line in world.order)
    longest = max(row["lead_time_days"] for row in world.items.rows)
    assert world.order_due > TODAY + timedelta(days=longest)
