"""FC-1, FC-2, PLT-5: sales history is loaded in sets, row by row right or wrong, and stays the company's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from headrace_forecasting.service import service
from headrace_forecasting.store import history
from headrace_testkit.bench import START, ServiceBench

from .history_rows import item, row

TODAY = START.date()
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
        row("SO-3", "BIKE", TODAY + timedelta(days=2)),
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
        (5, "reference"),
    ]
    assert len(await bench.query("SELECT * FROM sale")) == 1


async def test_half_a_piece_and_days_out_of_reach_are_refused_by_row_and_say_how_to_mend_it(bench):
    done = await load(
        bench,
        row("SO-1", "BIKE", TODAY, "0.5"),
        row("SO-2", "PAINT", TODAY, "0.5", "KG"),
        row("SO-3", "BIKE", date(2006, 3, 6)),
        row("SO-4", "BIKE", date(1, 1, 1)),
        row("SO-5", "BIKE", date(9999, 12, 31)),
        row("SO-6", "BIKE", TODAY + timedelta(days=1)),
    )
    assert done["created"] == 2
    assert sorted((e["row"], e["field"]) for e in done["errors"]) == [
        (0, "quantity.value"),
        (2, "day"),
        (3, "day"),
        (4, "day"),
    ]
    words = {e["row"]: e["detail"] for e in done["errors"]}
    assert words[0] == "BIKE is counted in whole EA, so 0.5 can't be; mend it, or give EA decimals"


async def test_prices_finer_than_a_cent_come_back_as_they_were_sent(bench):
    screw = {**row("SO-1", "BIKE", TODAY, 10_000), "price": {"amount": "0.004", "currency": "EUR"}}
    wrong = {**screw, "reference": "SO-2", "price": {"minor": -1, "currency": "EUR"}}
    done = await load(bench, screw, wrong)
    assert (done["created"], [e["field"] for e in done["errors"]]) == (1, ["price.minor"])
    assert (await load(bench, screw))["unchanged"] == 1
    kept = (await bench.client("planner").get("/v1/sales-history/SO-1")).json()
    assert kept["price"] == {"amount": "0.004", "currency": "EUR", "minor": None}
    whole = (await bench.client("planner").get("/v1/sales-history")).json()["items"]
    assert whole == [kept]


async def test_prices_loaded_before_they_were_exact_still_count(bench):
    await load(bench, row("SO-1", "BIKE", TODAY - timedelta(days=1), 2))
    await bench.query("UPDATE sale SET price = NULL")
    kept = (await bench.client("planner").get("/v1/sales-history/SO-1")).json()
    assert kept["price"] == {"amount": "1200", "currency": "EUR", "minor": 120_000}
    async with bench.running.database.transaction("acme") as tx:
        (day,) = await history.sold_days(tx, date(2020, 1, 1), TODAY)
    assert day.value_minor == 240_000


async def test_where_history_begins_is_stated_and_a_planner_may_choose_it(bench):
    planner = bench.client("planner")
    assert (await planner.get("/v1/history-reach")).json() == {
        "first_day": f"{TODAY.year - 10}-01-01",
        "last_day": str(TODAY + timedelta(days=1)),
    }
    chosen = (await planner.put("/v1/history-reach", json={"first_year": TODAY.year - 20})).json()
    assert chosen["first_day"] == f"{TODAY.year - 20}-01-01"
    assert (await load(bench, row("SO-1", "BIKE", date(TODAY.year - 20, 3, 6))))["errors"] == []
    for year in (TODAY.year - 21, TODAY.year + 1, -(10**30), 10**30):
        refused = await planner.put("/v1/history-reach", json={"first_year": year})
        assert refused.status_code == 422
    assert (await bench.client("sales").put("/v1/history-reach", json={"first_year": None})).status_code == 403
    assert (await bench.client("planner", tenant="rival").get("/v1/history-reach")).json()["first_day"][:4] == str(
        TODAY.year - 10
    )
    back = (await planner.put("/v1/history-reach", json={"first_year": None})).json()
    assert back["first_day"] == f"{TODAY.year - 10}-01-01"


async def test_a_thousand_rows_take_a_few_statements(bench):
    rows = [row(f"SO-{n}", "BIKE", TODAY - timedelta(days=n % 900)) for n in range(1000)]
    with bench.statements() as said:
        assert (await load(bench, *rows))["created"] == 1000
    assert len(said) < 50
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
    slash = {**spans[0], "item": "BIKE/2"}
    await bench.hear(item("BIKE/2"))
    assert (await load(bench, slash, path="stock-outs"))["created"] == 1
    spans.append(slash)
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
