"""FC-1, FC-2, FC-4, FC-5, FC-6, FC-7: from loaded sales over a run and its review to a release that planning hears."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter

import pytest

from headrace_contracts.forecasting.v1 import ForecastOrderReleased, ItemForecastReleased
from headrace_contracts.values import Quantity
from headrace_forecasting.service import service
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.jobs import ended

from .history_rows import SPIKE_WEEKS_AGO, item, row, world

TODAY = START.date()
ITEMS = 20
"""Seconds of a run in a worker that has yet to start, whatever else the machine does."""


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


async def load(bench: ServiceBench, rows: list[dict]) -> None:
    for start in range(0, len(rows), 1000):
        done = await bench.client("sales").put("/v1/sales-history", json={"items": rows[start : start + 1000]})
        assert done.json()["errors"] == []


async def forecast(bench: ServiceBench, **body: object) -> dict:
    """Run a forecast of 4 weeks and give back its order."""
    planner = bench.client("planner", user="li.na")
    asked = await planner.post("/v1/forecast-runs", json={"horizon_weeks": 4, **body})
    assert asked.status_code == 202, asked.text
    job = await ended(planner, asked.json()["id"])
    assert job["state"] == "done", job["error"]
    return (await planner.get(f"/v1/forecast-orders/{job['result']['forecast_order']}")).json()


async def small(bench: ServiceBench) -> dict:
    """Two items with a one-off, forecast."""
    items, rows = world(TODAY, 2)
    await bench.hear(*items)
    await load(bench, rows)
    return await forecast(bench)


def weekly(quantities: list[dict]) -> list[Decimal]:
    return [Decimal(bucket["quantity"]["value"]) for bucket in quantities]


@pytest.mark.slow
async def test_a_company_of_twenty_items_is_forecast_coherently_and_released(bench, record_testsuite_property):
    items, rows = world(TODAY, ITEMS)
    await bench.hear(*items, item("TENT"))
    await load(bench, rows)
    started = perf_counter()
    order = await forecast(bench, horizon_weeks=13)
    record_testsuite_property("first run", f"{perf_counter() - started:.1f} s")
    assert (order["state"], order["items"], order["drafted_by"]) == ("draft", ITEMS + 1, "li.na")
    assert order["first_day"] == TODAY.isoformat()
    assert order["last_day"] == (TODAY + timedelta(days=13 * 7 - 1)).isoformat()

    planner = bench.client("planner", user="wang.wei")
    series = (await planner.get("/v1/series", params={"limit": 200})).json()["items"]
    assert len(series) == order["series"]
    assert all(s["method"] for s in series)
    gains = [s["value_added"] for s in series if s["value_added"] is not None]
    assert len(gains) > ITEMS / 2
    quantities = {
        level: sum(Decimal(s["quantity"]["value"]) for s in series if s["level"] == level)
        for level in ("total", "category", "subcategory", "item")
    }
    assert len(set(quantities.values())) == 1
    tent = next(s for s in series if s["item"] == "TENT")
    assert (tent["demand"]["life"], tent["demand"]["policy"], tent["method"]) == ("stopped", "none", "no demand")
    sparse = next(s for s in series if s["item"] == "ITEM-04")
    assert sparse["demand"]["regularity"] != "continuous"

    released = await planner.post(f"/v1/forecast-orders/{order['id']}/release", headers={"If-Match": '"1"'})
    assert released.json()["state"] == "released"
    told = await bench.told(ItemForecastReleased, tenant="acme")
    assert len(told) == ITEMS + 1
    assert sum(b.quantity.value for event in told for b in event.buckets) == quantities["total"]
    assert {(len(event.buckets), event.buckets[0].start, event.release) for event in told} == {(13, TODAY, order["id"])}
    (whole,) = await bench.told(ForecastOrderReleased)
    assert (whole.items, whole.series, whole.released_by) == (ITEMS + 1, order["series"], "wang.wei")
    assert (await bench.told_types())[-1] == "ForecastOrderReleased"


async def test_a_series_shows_its_reasons_its_interval_and_what_was_cleaned(bench):
    order = await small(bench)
    planner = bench.client("planner")
    listed = await planner.get("/v1/series", params={"order": order["id"], "item": "ITEM-00"})
    (found,) = listed.json()["items"]
    assert found["cleaned_weeks"] == 1
    series = (await planner.get(f"/v1/series/{found['id']}")).json()
    assert series["method"] in {score["method"] for score in series["scores"]}
    assert min(score["rmsse"] for score in series["scores"]) > 0
    for bucket in series["buckets"]:
        low, middle, high = (Decimal(bucket[name]["value"]) for name in ("low", "statistical", "high"))
        assert low <= middle <= high
    (change,) = (await planner.get(f"/v1/series/{found['id']}/changes")).json()["items"]
    assert change["week"] == (TODAY - timedelta(weeks=SPIKE_WEEKS_AGO)).isoformat()
    assert (change["reason"], change["declined"]) == ("one-off", False)
    assert Decimal(change["before"]["value"]) > 1000 > 100 > Decimal(change["after"]["value"])


async def test_a_declined_change_stays_declined_in_later_runs_until_it_is_taken_back(bench):
    planner = bench.client("planner", user="li.na")

    async def changes(order: dict) -> tuple[str, list[dict]]:
        listed = await planner.get("/v1/series", params={"order": order["id"], "item": "ITEM-00"})
        (found,) = listed.json()["items"]
        path = f"/v1/series/{found['id']}/changes"
        return path, [{**c, "run": found["cleaned_weeks"]} for c in (await planner.get(path)).json()["items"]]

    path, (change,) = await changes(await small(bench))
    body = {"declined": True, "why": "the order was real"}
    declined = (await planner.put(f"{path}/{change['week']}", json=body)).json()
    assert (declined["declined"], declined["who"], declined["why"]) == (True, "li.na", "the order was real")
    path, (kept,) = await changes(await forecast(bench))
    assert (kept["run"], kept["declined"], kept["before"]) == (0, True, change["before"])
    await planner.put(f"{path}/{kept['week']}", json={"declined": False, "why": "it was a mistake after all"})
    assert (await planner.get(path)).json()["items"] == []
    _, (again,) = await changes(await forecast(bench))
    assert (again["run"], again["declined"], again["why"]) == (1, False, "it was a mistake after all")
    wrong = await planner.put(f"{path}/{TODAY}", json=body)
    assert wrong.status_code == 404
    assert "was not cleaned" in wrong.json()["detail"]


async def test_a_line_is_adjusted_with_who_and_why_and_released_as_adjusted(bench):
    order = await small(bench)
    planner = bench.client("planner", user="wang.wei")
    path = f"/v1/forecast-orders/{order['id']}/lines/ITEM-01"
    line = (await planner.get(path)).json()
    body = {"why": "fair", "buckets": [{"start": str(TODAY), "quantity": {"value": "90", "unit": "EA"}}]}
    assert (await planner.put(path, json=body)).status_code == 428
    adjusted = (await planner.put(path, json=body, headers={"If-Match": '"1"'})).json()
    assert (await planner.put(path, json=body, headers={"If-Match": '"1"'})).status_code == 412
    assert weekly(adjusted["buckets"]) == [Decimal(90), *weekly(line["buckets"])[1:]]
    assert adjusted["buckets"][0]["statistical"] == line["buckets"][0]["statistical"]
    (said,) = adjusted["buckets"][0]["adjustments"]
    assert (said["who"], said["why"]) == ("wang.wei", "fair")
    (draft,) = (await planner.get("/v1/forecast-orders", params={"state": "adjusted"})).json()["items"]
    release = f"/v1/forecast-orders/{order['id']}/release"
    unseen = await planner.post(release, headers={"If-Match": f'"{order["version"]}"'})
    assert unseen.status_code == 412
    assert (await planner.post(release, headers={"If-Match": f'"{draft["version"]}"'})).status_code == 200
    told = {event.item: event for event in await bench.told(ItemForecastReleased)}
    assert told["ITEM-01"].buckets[0].quantity == Quantity.of(90, "EA")
    late = await planner.put(path, json=body, headers={"If-Match": '"2"'})
    assert (late.status_code, late.json()["type"]) == (409, "/problems/forecast-order-closed")
    version = draft["version"] + 1
    assert (await planner.post(release, headers={"If-Match": f'"{version}"'})).status_code == 409


async def test_a_wrong_adjustment_changes_nothing(bench):
    order = await small(bench)
    path = f"/v1/forecast-orders/{order['id']}/lines/ITEM-00"
    client = bench.client("sales")
    for start, value, unit, words in (
        (TODAY, "-1", "EA", "can't be negative"),
        (TODAY, "1", "KG", "forecast in EA"),
        (TODAY + timedelta(1), "1", "EA", "not forecast for a week"),
    ):
        body = {"why": "x", "buckets": [{"start": str(start), "quantity": {"value": value, "unit": unit}}]}
        answer = await client.put(path, json=body, headers={"If-Match": '"1"'})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/adjustment-refused")
        assert words in answer.json()["detail"]
    assert (await client.get(path)).json()["is_adjusted"] is False
    assert (await client.get(f"/v1/forecast-orders/{order['id']}")).json() == order


async def test_without_fresh_history_no_run_begins(bench):
    planner = bench.client("planner")
    empty = await planner.post("/v1/forecast-runs", json={})
    assert (empty.status_code, empty.json()["type"]) == (422, "/problems/history-missing")
    await bench.hear(item("BIKE"))
    await load(bench, [row("SO-1", "BIKE", TODAY - timedelta(days=40))])
    assert "more than 28 days earlier" in (await planner.post("/v1/forecast-runs", json={})).json()["detail"]
    too_far = dict.fromkeys((date.max, date.min, date(1900, 1, 1)), "/problems/invalid-request")
    for first_day, problem in {TODAY + timedelta(days=2): "/problems/history-missing", **too_far}.items():
        refused = await planner.post("/v1/forecast-runs", json={"first_day": str(first_day)})
        assert (refused.status_code, refused.json()["type"]) == (422, problem)
    for weeks in (0, 53, -(10**30), 10**30):
        assert (await planner.post("/v1/forecast-runs", json={"horizon_weeks": weeks})).status_code == 422
    assert (await bench.client("sales").post("/v1/forecast-runs", json={})).status_code == 403
    assert await bench.query("SELECT * FROM job") == []


async def test_a_history_without_a_whole_week_fails_the_job_and_says_so(bench):
    await bench.hear(item("BIKE"))
    await load(bench, [row("SO-1", "BIKE", TODAY - timedelta(days=2))])
    planner = bench.client("planner")
    asked = await planner.post("/v1/forecast-runs", json={})
    job = await ended(planner, asked.json()["id"])
    assert job["state"] == "failed"
    assert "no complete week" in job["error"]
    assert (await planner.get("/v1/forecast-orders")).json()["items"] == []


async def test_accuracy_is_measured_against_naive_once_weeks_are_past(bench):
    order = await small(bench)
    planner = bench.client("planner")
    path = f"/v1/forecast-orders/{order['id']}/accuracy"
    assert (await planner.get(path)).json()["items"] == []
    first = date.fromisoformat(order["first_day"])
    bench.clock.advance_to(START + timedelta(weeks=4))
    lines = (await planner.get(f"/v1/forecast-orders/{order['id']}/lines")).json()["items"]
    one_less = [
        row(f"{line['item']}-{-week}", line["item"], first + timedelta(weeks=week), int(quantity) - 1)
        for line in lines
        for week, quantity in enumerate(weekly(line["buckets"]))
    ]
    await load(bench, one_less)
    (total,) = (await planner.get(path)).json()["items"]
    assert (total["level"], total["buckets"], total["bias"], total["biased"]) == ("total", 4, 2, False)
    items = (await planner.get(path, params={"level": "item"})).json()["items"]
    assert [(i["node"], i["bias"], i["rmse"], i["tracking_signal"]) for i in items] == [
        ("ITEM-00", 1, 1, 4),
        ("ITEM-01", 1, 1, 4),
    ]
    assert all(i["value_added"] == pytest.approx(1 - 1 / i["naive_rmse"]) for i in items)


async def test_goods_that_come_back_later_count_against_the_weeks_that_sold_them(bench):
    order = await small(bench)
    planner = bench.client("planner")
    first = date.fromisoformat(order["first_day"])
    bench.clock.advance_to(START + timedelta(weeks=3))
    sales = [row(f"NEW-{week}", "ITEM-01", first + timedelta(weeks=week), 10) for week in range(3)]
    await load(bench, [*sales, row("BACK", "ITEM-01", first + timedelta(weeks=2, days=2), -25)])
    path = f"/v1/forecast-orders/{order['id']}/accuracy"
    line = (await planner.get(f"/v1/forecast-orders/{order['id']}/lines/ITEM-01")).json()
    said = float(sum(weekly(line["buckets"])[:3]))
    today = (await planner.get("/v1/sales-history/ITEM-01-0")).json()
    items = (await planner.get(path, params={"level": "item"})).json()["items"]
    (measured,) = [one for one in items if one["node"] == "ITEM-01"]
    assert measured["bias"] == pytest.approx((said - float(today["quantity"]["value"]) - 5) / 3)
    (total,) = (await planner.get(path)).json()["items"]
    assert total["bias"] == pytest.approx(sum(one["bias"] for one in items))


async def test_another_company_sees_none_of_it(bench):
    order = await small(bench)
    rival = bench.client("planner", tenant="rival")
    for path in ("", "/lines", "/lines/ITEM-00", "/accuracy"):
        assert (await rival.get(f"/v1/forecast-orders/{order['id']}{path}")).status_code == 404
    assert (await rival.get("/v1/series", params={"order": order["id"]})).json()["items"] == []
    refused = await rival.post(f"/v1/forecast-orders/{order['id']}/release", headers={"If-Match": '"1"'})
    assert refused.status_code == 404
    assert await bench.told_types() == []
