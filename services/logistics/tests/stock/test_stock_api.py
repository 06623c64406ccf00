"""LOG-1, PLT-5: opening stock is loaded once, every movement is written down, and the books balance."""

from __future__ import annotations

import asyncio
import base64

import asyncpg
import pytest

from headrace_contracts.logistics.v1 import StockChanged
from headrace_logistics.service import service
from headrace_testkit.bench import ServiceBench

from ..warehouse import assert_balanced, ea, in_stock, item, open_stock, released


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BOLT"), item("OIL", "L"))
    return bench


async def test_opening_stock_sent_again_changes_nothing_and_a_new_figure_only_the_difference(bench):
    assert (await open_stock(bench, ("BOLT", "A", 4), ("BOLT", "B", 6)))["created"] == 2
    assert (await open_stock(bench, ("BOLT", "A", 4), ("BOLT", "B", 6)))["unchanged"] == 2
    assert (await open_stock(bench, ("BOLT", "A", 3), ("BOLT", "B", 9)))["changed"] == 2
    assert await in_stock(bench) == {"A": {"available": "3"}, "B": {"available": "9"}}
    assert [c.available for c in await bench.told(StockChanged)] == [ea(10), ea(12)]
    moves = (await bench.client("auditor").get("/v1/movements", params={"item": "BOLT"})).json()["items"]
    assert [(m["source"], m["target"], m["quantity"]["value"]) for m in moves] == [
        ("opening", "available", "3"),
        ("available", "opening", "1"),
        ("opening", "available", "6"),
        ("opening", "available", "4"),
    ]
    assert (await assert_balanced(bench))["BOLT"]["opening"]["value"] == "12"


async def test_who_works_for_another_plant_sees_none_of_its_stock_and_changes_nothing(bench):
    await open_stock(bench, ("BOLT", "A", 4))
    async with bench.client("warehouse", plants=["south"]) as south:
        assert (await south.get("/v1/stock", params={"item": "BOLT"})).json()["items"] == []
        row = {"plant": "north", "item": "BOLT", "lot": "B", "quantity": {"value": "1", "unit": "EA"}}
        refused = await south.put("/v1/opening-stock", json={"items": [row]}, headers={"Accept-Language": "zh"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden")
    assert "其负责的工厂：south" in refused.json()["detail"]
    assert await in_stock(bench) == {"A": {"available": "4"}}


async def test_wrong_rows_are_named_and_the_right_ones_kept(bench):
    rows = [
        {"plant": "north", "item": "BOLT", "lot": "A", "quantity": {"value": "1", "unit": "EA"}},
        {"plant": "north", "item": "GHOST", "lot": "A", "quantity": {"value": "1", "unit": "EA"}},
        {"plant": "north", "item": "OIL", "lot": "A", "quantity": {"value": "1", "unit": "EA"}},
        {"plant": "north", "item": "BOLT", "lot": "B", "quantity": {"value": "-1", "unit": "EA"}},
        {"plant": "north", "item": "BOLT", "lot": "A", "quantity": {"value": "2", "unit": "EA"}},
        {"plant": "north", "item": "BOLT", "quantity": {"value": "a few", "unit": "EA"}},
        {"plant": "north", "item": "BOLT", "lot": "C", "quantity": {"value": "2.5", "unit": "EA"}},
    ]
    answer = (await bench.client("warehouse").put("/v1/opening-stock", json={"items": rows})).json()
    assert answer["created"] == 1
    told = {(e["row"], e["field"]): e["detail"] for e in answer["errors"]}
    assert "not a known item" in told[1, "item"]
    assert "kept in L, not in EA" in told[2, "quantity"]
    assert "give 0 or more" in told[3, "quantity"]
    assert "row 0 of this request" in told[4, "lot"]
    assert "2.5 EA is part of a piece" in told[6, "quantity"]
    assert {field for row, field in told if row == 5} == {"lot", "quantity.value"}
    assert await in_stock(bench) == {"A": {"available": "1"}}


async def test_stock_that_was_used_can_t_be_taken_from_the_opening(bench):
    await open_stock(bench, ("BOLT", "A", 4))
    await bench.hear(released(BOLT=3))
    await bench.client("warehouse").post("/v1/issues", json={"work_order": "wo_1", "propose": True})
    (refused,) = (await open_stock(bench, ("BOLT", "A", 2)))["errors"]
    assert "holds 1 EA" in refused["detail"]
    await assert_balanced(bench)


async def test_a_thousand_rows_are_loaded_in_a_few_statements(bench):
    items = [item(f"I-{n}") for n in range(500)]
    await bench.hear(*items)
    rows = [(f"I-{n % 500}", f"L-{n // 500}", 1 + n % 7) for n in range(1000)]
    with bench.statements() as said:
        assert (await open_stock(bench, *rows))["created"] == 1000
        assert (await open_stock(bench, *rows))["unchanged"] == 1000
    assert len(said) < 50
    assert len(await bench.told(StockChanged)) == 500


async def test_a_cursor_of_another_list_is_refused(bench):
    cursor = base64.urlsafe_b64encode(b"BOLT").decode().rstrip("=")
    answer = await bench.client("warehouse").get("/v1/movements", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/bad-cursor")


async def test_lists_come_in_pages_without_gap_or_repeat(bench):
    await open_stock(bench, *[("BOLT", f"L-{n}", 1) for n in range(5)])
    client = bench.client("planner")
    for path, key in (("/v1/stock", "lot"), ("/v1/movements", "number")):
        seen, cursor = [], None
        while True:
            params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = (await client.get(path, params=params)).json()
            seen += [row[key] for row in page["items"]]
            cursor = page["next_cursor"]
            if not cursor:
                break
        assert len(seen) == len(set(seen)) == 5


async def test_others_see_neither_stock_nor_movements_nor_lots(bench):
    await open_stock(bench, ("BOLT", "A", 4))
    foreign = bench.client("auditor", tenant="rival")
    for path in ("/v1/stock", "/v1/movements", "/v1/stock-balance"):
        assert (await foreign.get(path)).json()["items"] == []
    assert (await foreign.get("/v1/lots/A")).status_code == 404
    assert (await bench.client("warehouse").get("/v1/lots/NEVER-SEEN")).status_code == 404
    assert (await bench.client("customer").get("/v1/stock")).status_code == 403
    assert (await bench.client("planner").put("/v1/opening-stock", json={"items": []})).status_code == 403


async def test_the_database_itself_refuses_stock_below_nothing_and_a_rewritten_ledger(bench):
    await open_stock(bench, ("BOLT", "A", 4))
    with pytest.raises(asyncpg.CheckViolationError):
        await bench.query("UPDATE balance SET quantity = -1 WHERE place = 'available'")
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await bench.query("DELETE FROM movement")


async def test_two_at_once_never_take_more_than_there_is(bench):
    await open_stock(bench, ("BOLT", "A", 10))
    orders = [f"wo_{n}" for n in range(8)]
    await bench.hear(*(released(order, BOLT=3) for order in orders))
    client = bench.client("warehouse")
    asked = [client.post("/v1/issues", json={"work_order": order, "propose": True}) for order in orders]
    answers = [answer.status_code for answer in await asyncio.gather(*asked)]
    assert sorted(answers) == [201] * 3 + [422] * 5
    assert await in_stock(bench) == {"A": {"available": "1"}}
    books = await assert_balanced(bench)
    assert books["BOLT"]["in_production"]["value"] == "9"


async def test_lots_whose_names_look_alike_when_joined_are_kept_apart_and_each_is_listed_once(bench):
    names = [("A", "B lot C"), ("A lot B", "C"), ("A|north", "L"), ("A", "north|L"), ("'A'", "L"), ("Ä", "ä")]
    await bench.hear(*(item(name) for name, _ in names))
    assert (await open_stock(bench, *((name, lot, 1) for name, lot in names)))["errors"] == []
    listed, cursor = [], None
    while True:
        query = {"limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = (await bench.client("warehouse").get("/v1/stock", params=query)).json()
        listed += [(row["item"], row["lot"]) for row in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert sorted(listed) == sorted(names)


@pytest.mark.parametrize("key", ["5", '["a"]', "north", '{"a": 1}', "[1, 2, 3]"])
async def test_the_cursor_of_another_list_is_refused(bench, key):
    cursor = base64.urlsafe_b64encode(key.encode()).decode()
    answer = await bench.client("warehouse").get("/v1/stock", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/bad-cursor")
