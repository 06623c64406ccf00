"""FC-1, FC-2, FC-6: what a run takes in and what it leaves out, and that one job makes one order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from headrace_chassis.auth import Principal
from headrace_contracts.values import Quantity
from headrace_forecasting.engine.company import forecast_all
from headrace_forecasting.engine.question import Question, Span
from headrace_forecasting.service import service
from headrace_forecasting.usecases import run_forecast
from headrace_testkit.bench import START, ServiceBench

from .history_rows import item, row

TODAY = START.date()
WEEKS = 30


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


async def load(bench: ServiceBench, *rows: dict, path: str = "sales-history") -> None:
    done = await bench.client("sales").put(f"/v1/{path}", json={"items": rows})
    assert done.json()["errors"] == []


def weeks_of(code: str, quantity: object, unit: str = "EA") -> list[dict]:
    return [row(f"{code}-{n}", code, TODAY - timedelta(weeks=n), quantity, unit) for n in range(1, WEEKS + 1)]


async def gathered(bench: ServiceBench) -> Question:
    async with bench.running.database.transaction("acme") as tx:
        return await run_forecast.gather(tx, TODAY, 4)


async def keep(bench: ServiceBench, job: str, question: Question) -> dict:
    answer = forecast_all(question, lambda _: None)
    planner = Principal("li.na", "Li Na", "acme", frozenset({"planner"}))
    async with bench.running.database.transaction("acme", actor=planner) as tx:
        order = await run_forecast.keep(tx, run_forecast.order_id(job), "li.na", question, answer)
    return (await bench.client("planner").get(f"/v1/forecast-orders/{order.id}")).json()


async def test_only_items_for_sale_are_forecast_in_the_unit_they_have_now(bench):
    await bench.hear(item("BIKE"), item("PAINT"), replace(item("BOLT"), sold=False))
    await load(bench, *weeks_of("BIKE", 4), *weeks_of("PAINT", 2), *weeks_of("BOLT", 9))
    await bench.hear(item("PAINT", unit="KG"))
    question = await gathered(bench)
    assert [found.item for found in question.items] == ["BIKE", "PAINT"]
    assert {day.item for day in question.sold} == {"BIKE"}


async def test_sales_and_returns_of_a_day_are_added_up_and_later_days_left_out(bench):
    await bench.hear(item("BIKE"))
    before = TODAY - timedelta(days=1)
    await load(bench, row("1", "BIKE", before, 5), row("2", "BIKE", before, -2), row("3", "BIKE", TODAY, 50))
    (day,) = (await gathered(bench)).sold
    assert (day.day, day.quantity, day.value_minor, day.currency) == (before, 3, 360_000, "EUR")


async def test_stock_outs_and_declined_weeks_reach_the_engine(bench):
    await bench.hear(item("BIKE"))
    out = TODAY - timedelta(weeks=5)
    sold = [sale for sale in weeks_of("BIKE", 4) if sale["day"] != out.isoformat()]
    await load(bench, *sold)
    await load(bench, {"item": "BIKE", "first_day": str(out), "last_day": str(out)}, path="stock-outs")
    await keep(bench, "job_1", await gathered(bench))
    client = bench.client("planner")
    (series,) = (await client.get("/v1/series", params={"item": "BIKE"})).json()["items"]
    path = f"/v1/series/{series['id']}/changes"
    (change,) = (await client.get(path)).json()["items"]
    assert (change["week"], change["reason"], change["after"]["value"]) == (out.isoformat(), "stock-out", "4")
    await client.put(f"{path}/{out}", json={"declined": True, "why": "nobody asked for it that week"})
    question = await gathered(bench)
    assert question.lacking == question.declined == (Span("BIKE", out, out),)


async def test_a_job_begun_again_after_a_crash_makes_no_second_order(bench):
    await bench.hear(item("BIKE"))
    await load(bench, *weeks_of("BIKE", 4))
    question = await gathered(bench)
    first = await keep(bench, "job_1", question)
    assert await keep(bench, "job_1", question) == first
    second = await keep(bench, "job_2", question)
    assert (first["number"], second["number"]) == ("FO-000001", "FO-000002")
    listed = (await bench.client("planner").get("/v1/forecast-orders")).json()["items"]
    assert [order["number"] for order in listed] == ["FO-000002", "FO-000001"]


async def test_each_unit_has_its_own_total_and_figures_in_its_own_steps(bench):
    await bench.hear(item("BIKE"), item("PAINT", "gear", "coats", unit="KG"))
    await load(bench, *weeks_of("BIKE", 4), *weeks_of("PAINT", "2.5", "KG"))
    order = await keep(bench, "job_1", await gathered(bench))
    client = bench.client("planner")
    totals = (await client.get("/v1/series", params={"level": "total"})).json()["items"]
    assert [total["quantity"] for total in totals] == [
        {"value": "16", "unit": "EA"},
        {"value": "10.0", "unit": "KG"},
    ]
    first = (await client.get(f"/v1/forecast-orders/{order['id']}/lines", params={"limit": 1})).json()
    rest = (
        await client.get(
            f"/v1/forecast-orders/{order['id']}/lines", params={"limit": 1, "cursor": first["next_cursor"]}
        )
    ).json()
    assert [line["item"] for line in first["items"] + rest["items"]] == ["BIKE", "PAINT"]
    paint = rest["items"][0]["buckets"][0]["quantity"]
    assert Quantity(Decimal(paint["value"]), paint["unit"]) == Quantity.of("2.5", "KG")


async def test_two_subcategories_of_one_name_stay_apart_and_series_are_found_by_what_they_are(bench):
    await bench.hear(item("BIKE", "bikes", "other"), item("HELMET", "gear", "other"), item("NUT", "", ""))
    await load(bench, *weeks_of("BIKE", 4), *weeks_of("HELMET", 2), *weeks_of("NUT", 1))
    await keep(bench, "job_1", await gathered(bench))
    client = bench.client("planner")

    async def nodes(**wanted: str) -> list[str]:
        return [s["node"] for s in (await client.get("/v1/series", params=wanted)).json()["items"]]

    assert await nodes(level="category") == ["bikes", "gear", "unsorted"]
    assert await nodes(level="subcategory") == ["bikes / other", "gear / other", "unsorted / unsorted"]
    assert await nodes(item="HELMET") == ["HELMET"]
    assert await nodes(method="none of ours") == []
    assert (await nodes())[0] == "all"
    assert (await client.get("/v1/series", params={"level": "planet"})).status_code == 422
    assert (await client.get("/v1/series/nothing")).status_code == 404
