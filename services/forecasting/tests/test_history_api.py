"""FC-1, FC-2, PLT-5: sales history is loaded in sets, row by row right or wrong, and stays the company's own."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter

import pytest

from headrace_forecasting.service import service
from headrace_testkit.bench import START, ServiceBench

from .history_rows import item, row

TODAY = START.date()
LOAD_LIMIT = 1.0
"""Seconds for a full request of 1,000 rows."""


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BIKE"), item("PAINT", unit="KG"))
    return bench


async def load(bench: ServiceBench, *rows: dict, path: str = "sales-history") -> dict:
    answer = await bench.client("sales").put(f"/v1/{path}", json={"items": rows})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_load_sent_again_changes_nothing(bench):
    rows = [row("SO-1", "BIKE", TODAY), row("aurora/SO-2", "PAINT", TODAY, "-1.5", "KG")]
    assert await load(bench, *rows) == {"created": 2, "changed": 0, "unchanged": 0, "errors": []}
    assert await load(bench, *rows) == {"created": 0, "changed": 0, "unchanged": 2, "errors": []}
    assert await load(bench, rows[0], row("aurora/SO-2", "PAINT", TODAY, "-2", "KG")) == {
        "created": 0,
        "changed": 1,
        "unchanged": 1,
        "errors": [],
    }
    client = bench.client("planner")
    assert (await client.get("/v1/sales-history/aurora/SO-2")).json()["quantity"] == {"value": "-2", "unit": "KG"}
    listed = (await client.get("/v1/sales-history", params={"item": "BIKE"})).json()
    assert [sale["reference"] for sale in listed["items"]] == ["SO-1"]


async def test_wrong_rows_are_named_and_the_right_ones_kept(bench):
    done = await load(
        bench,
        row("SO-1", "BIKE", TODAY),
        row("aurora/SO-2", "TENT", TODAY),
        row("SO-3", "BIKE", TODAY + timedelta(days=1)),
        row("SO-4", "BIKE", TODAY, unit="KG"),
        row("SO-5", "BIKE", TODAY, "many"),
        row("SO-1", "BIKE", TODAY),
    )
    assert done["created"] == 1
    assert sorted((e["row"], e["field"]) for e in done["errors"]) == [
        (1, "item"),
        (2, "day"),
        (3, "quantity.unit"),
        (4, "quantity.value"),
        (5, ""),
    ]
    assert len(await bench.query("SELECT * FROM sale")) == 1


async def test_a_thousand_rows_take_well_under_a_second(bench):
    rows = [row(f"SO-{n}", "BIKE", TODAY - timedelta(days=n % 900)) for n in range(1000)]
    started = perf_counter()
    done = await load(bench, *rows)
    assert done["created"] == 1000
    assert perf_counter() - started < LOAD_LIMIT
    assert (await load(bench, *rows))["unchanged"] == 1000
    too_many = await bench.client("sales").put("/v1/sales-history", json={"items": [*rows, rows[0]]})
    assert too_many.status_code == 422


async def test_stock_outs_are_loaded_and_listed_page_by_page(bench):
    spans = [
        {"item": "BIKE", "first_day": str(TODAY - timedelta(days=n)), "last_day": str(TODAY - timedelta(days=n - 1))}
        for n in (30, 20, 10)
    ]
    wrong = {"item": "BIKE", "first_day": str(TODAY), "last_day": str(TODAY - timedelta(days=1))}
    assert (await load(bench, *spans, path="stock-outs"))["created"] == 3
    again = await load(bench, *spans, wrong, path="stock-outs")
    assert (again["unchanged"], [e["field"] for e in again["errors"]]) == (3, ["last_day"])
    client = bench.client("planner")
    first = (await client.get("/v1/stock-outs", params={"limit": 2})).json()
    rest = (await client.get("/v1/stock-outs", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert first["items"] + rest["items"] == spans
    assert rest["next_cursor"] is None


async def test_nobody_else_sees_or_changes_the_history(bench):
    await load(bench, row("SO-1", "BIKE", TODAY))
    rival = bench.client("planner", tenant="rival")
    assert (await rival.get("/v1/sales-history")).json()["items"] == []
    assert (await rival.get("/v1/sales-history/SO-1")).status_code == 404
    refused = await rival.put("/v1/sales-history", json={"items": [row("SO-1", "BIKE", TODAY, 99)]})
    assert [e["field"] for e in refused.json()["errors"]] == ["item"]
    assert (await bench.client("warehouse").put("/v1/sales-history", json={"items": []})).status_code == 403
