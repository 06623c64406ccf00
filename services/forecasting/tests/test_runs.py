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


async def remarks(bench: ServiceBench, order: dict) -> list[tuple[str, str]]:
    listed = (await bench.client("planner").get(f"/v1/forecast-orders/{order['id']}/remarks")).json()["items"]
    assert len(listed) == order["remarks"]
    return [(remark["item"], remark["kind"]) for remark in listed]


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
        {"value": "10.000", "unit": "KG"},
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

    assert await nodes(level="category") == ["bikes", "gear", ""]
    assert await nodes(level="subcategory") == ["other", "other", ""]
    places = [
        (s["category"], s["subcategory"])
        for s in (await client.get("/v1/series", params={"level": "subcategory"})).json()["items"]
    ]
    assert places == [("bikes", "other"), ("gear", "other"), ("", "")]
    assert await nodes(item="HELMET") == ["HELMET"]
    assert await nodes(method="none of ours") == []
    assert (await nodes())[0] == "all"
    assert (await client.get("/v1/series", params={"level": "planet"})).status_code == 422
    assert (await client.get("/v1/series/nothing")).status_code == 404


async def test_what_is_odd_about_one_item_is_told_and_the_others_are_forecast(bench):
    await bench.hear(item("BIKE"), item("PAINT"), item("GLUE", unit="L"), item("RET"), item("AGAIN"))
    years_ago = row("AGAIN-0", "AGAIN", TODAY - timedelta(weeks=300), 1)
    await load(
        bench, *weeks_of("BIKE", 4), *weeks_of("PAINT", 2), *weeks_of("RET", -3), *weeks_of("AGAIN", 5), years_ago
    )
    await bench.hear(item("PAINT", unit="KG"))
    order = await keep(bench, "job_1", await gathered(bench))
    assert await remarks(bench, order) == [
        ("AGAIN", "began_anew"),
        ("GLUE", "left_out"),
        ("PAINT", "left_out"),
        ("PAINT", "other_unit"),
        ("RET", "more_came_back"),
    ]
    path = f"/v1/forecast-orders/{order['id']}"
    client = bench.client("planner")
    (told,) = (await client.get(f"{path}/remarks", params={"item": "RET"})).json()["items"]
    assert told["detail"].startswith("90 EA more of RET came back than were sold. Load the sales")
    first = (await client.get(f"{path}/remarks", params={"limit": 2})).json()
    rest = (await client.get(f"{path}/remarks", params={"limit": 200, "cursor": first["next_cursor"]})).json()
    assert [r["item"] for r in first["items"] + rest["items"]] == ["AGAIN", "GLUE", "PAINT", "PAINT", "RET"]
    assert {
        line["item"]: line["quantity"]["value"] for line in (await client.get(f"{path}/lines")).json()["items"]
    } == {"AGAIN": "20", "BIKE": "16", "RET": "0"}


async def test_groups_whose_names_join_to_the_same_text_are_forecast_apart(bench):
    places = {"A": ("Pipes", "Steel / Thin"), "B": ("Pipes / Steel", "Thin"), "C": ("all", "all"), "D": ("", "Thin")}
    await bench.hear(*(item(code, *place) for code, place in places.items()))
    await load(bench, *(sale for code in places for sale in weeks_of(code, 5)))
    await keep(bench, "job_1", await gathered(bench))
    listed = (await bench.client("planner").get("/v1/series", params={"level": "subcategory"})).json()["items"]
    assert {(s["category"], s["subcategory"]): s["quantity"]["value"] for s in listed} == dict.fromkeys(
        places.values(), "20"
    )


async def test_pieces_are_whole_whatever_was_loaded_before_the_unit_was_one_of_pieces(bench):
    await bench.hear(item("BIKE", unit="SETS"), item("NUT", unit="SETS"))
    await bench.hear(
        replace(item("BIKE", unit="SETS"), unit_decimals=1), replace(item("NUT", unit="SETS"), unit_decimals=1)
    )
    await load(bench, *weeks_of("BIKE", "4.5", "SETS"), *weeks_of("NUT", 3, "SETS"))
    tenths = await keep(bench, "job_1", await gathered(bench))
    await bench.hear(
        replace(item("BIKE", unit="SETS"), unit_decimals=0), replace(item("NUT", unit="SETS"), unit_decimals=0)
    )
    whole = await keep(bench, "job_2", await gathered(bench))
    client = bench.client("planner")

    async def weeks(order: dict, level: str) -> list[str]:
        found = (await client.get("/v1/series", params={"order": order["id"], "level": level})).json()["items"]
        series = [(await client.get(f"/v1/series/{s['id']}")).json() for s in found]
        return [bucket["quantity"]["value"] for one in series for bucket in one["buckets"]]

    assert await weeks(tenths, "total") == ["7.5"] * 4
    assert await weeks(whole, "total") == ["8", "7", "8", "7"]
    assert await weeks(whole, "item") == ["5", "4", "5", "4", *["3"] * 4]


async def test_a_figure_for_pieces_is_whole_and_no_figure_is_out_of_all_bounds(bench):
    await bench.hear(item("BIKE"))
    await load(bench, *weeks_of("BIKE", 4))
    order = await keep(bench, "job_1", await gathered(bench))
    path = f"/v1/forecast-orders/{order['id']}/lines/BIKE"
    for figure, words in (("2.5", "counted in whole pieces"), ("1e300", "no more than 27 digits")):
        body = {"why": "fair", "buckets": [{"start": str(TODAY), "quantity": {"value": figure, "unit": "EA"}}]}
        refused = await bench.client("sales").put(path, json=body, headers={"If-Match": '"1"'})
        assert refused.status_code == 422
        assert words in refused.json()["detail"]


async def test_returns_show_as_changes_and_one_that_is_declined_takes_nothing_off(bench):
    await bench.hear(item("RET"))
    back = [row(f"BACK-{n}", "RET", TODAY - timedelta(days=7 * n - 3), -50) for n in range(4, WEEKS + 1, 4)]
    await load(bench, *weeks_of("RET", 20), *back)
    first = await keep(bench, "job_1", await gathered(bench))
    client = bench.client("planner")
    (series,) = (await client.get("/v1/series", params={"order": first["id"], "item": "RET"})).json()["items"]
    path = f"/v1/series/{series['id']}/changes"
    changes = {c["week"]: c for c in (await client.get(path)).json()["items"]}
    week = str(TODAY - timedelta(weeks=4))
    before = str(TODAY - timedelta(weeks=5))
    assert (changes[week]["before"]["value"], changes[week]["after"]["value"]) == ("-30", "0")
    assert (changes[before]["before"]["value"], changes[before]["after"]["value"]) == ("20", "0")
    assert {c["reason"] for c in changes.values()} == {"return"}
    await client.put(f"{path}/{week}", json={"declined": True, "why": "they were swapped for new ones"})
    again = await keep(bench, "job_2", await gathered(bench))
    (series,) = (await client.get("/v1/series", params={"order": again["id"], "item": "RET"})).json()["items"]
    shown = {c["week"]: c for c in (await client.get(f"/v1/series/{series['id']}/changes")).json()["items"]}
    assert before not in shown
    assert shown[week]["declined"]
