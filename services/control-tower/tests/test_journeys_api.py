"""TWR-1, PLT-5: a journey is recorded step by step, live, and ends with its audit."""

from __future__ import annotations

from typing import Any

import pytest

from headrace_contracts.control_tower.v1 import Fact, JourneyStepRecorded
from headrace_control_tower.service import service
from headrace_testkit.bench import START, ServiceBench

AUDIT = {"holds": True, "checks": [{"name": "pieces", "ok": True, "expected": "5", "actual": "5"}]}


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


@pytest.fixture
async def journey(bench: ServiceBench) -> str:
    answer = await bench.client("planner").post("/v1/journeys", json={"world": "small", "seed": 7})
    assert answer.status_code == 201, answer.text
    return f"/v1/journeys/{answer.json()['id']}"


def step(name: str = "order-placed", **other: Any) -> dict[str, Any]:
    facts = {"lines": 3, "customer": "velo"}
    body = {"step": name, "title": "An order is placed", "title_zh": "下单", "service": "orders", "facts": facts}
    when = {"business_time": START.isoformat(), "seconds": 0.5}
    return {**body, **when, "event": "OrderPlaced", "link": "/orders/orders/ord_1", **other}


async def test_steps_are_kept_in_order_and_told_as_they_come(bench, journey):
    planner = bench.client("planner")
    for name in ("order-placed", "order-matched"):
        answer = await planner.post(f"{journey}/steps", json=step(name))
        assert (answer.status_code, answer.json()["id"]) == (201, name)
    shown = (await planner.get(journey)).json()
    assert (shown["world"], shown["seed"], shown["state"], shown["audit"]) == ("small", 7, "running", None)
    assert [each["id"] for each in shown["steps"]] == ["order-placed", "order-matched"]
    assert shown["steps"][0]["facts"] == {"lines": 3, "customer": "velo"}
    first, second = await bench.told(JourneyStepRecorded, tenant="acme")
    assert (first.step, second.step, first.state) == ("order-placed", "order-matched", "running")
    assert first.facts == (Fact(name="lines", value="3"), Fact(name="customer", value="velo"))


async def test_a_journey_taken_up_again_records_no_step_twice(bench, journey):
    planner = bench.client("planner")
    await planner.post(f"{journey}/steps", json=step())
    again = await planner.post(f"{journey}/steps", json=step(title="Again"))
    assert (again.status_code, again.json()["title"]) == (201, "An order is placed")
    assert len(await bench.told(JourneyStepRecorded)) == 1


async def test_the_end_brings_audit_and_counts_and_is_told(bench, journey):
    planner = bench.client("planner")
    body = {"state": "finished", "audit": AUDIT, "counts": {"items": 12}}
    ended = (await planner.post(f"{journey}/end", json=body)).json()
    assert (ended["state"], ended["audit"], ended["counts"]) == ("finished", AUDIT, {"items": 12})
    (end,) = await bench.told(JourneyStepRecorded)
    assert (end.step, end.state) == ("end", "finished")
    assert (await planner.post(f"{journey}/end", json=body)).status_code == 409
    assert (await planner.post(f"{journey}/steps", json=step())).status_code == 409


@pytest.mark.parametrize(
    "wrong", [{"seconds": -1}, {"step": ""}, {"business_time": "yesterday"}, {"business_time": "2026-03-02T08:00:00"}]
)
async def test_a_wrong_step_is_refused_and_changes_nothing(bench, journey, wrong):
    planner = bench.client("planner")
    assert (await planner.post(f"{journey}/steps", json=step(**wrong))).status_code == 422
    assert (await planner.get(journey)).json()["steps"] == []


async def test_all_of_the_organisation_follow_and_only_planners_record(bench, journey):
    operator = bench.client("operator")
    assert [each["world"] for each in (await operator.get("/v1/journeys")).json()["items"]] == ["small"]
    assert (await operator.get(journey)).status_code == 200
    assert (await operator.post(f"{journey}/steps", json=step())).status_code == 403
    foreign = bench.client("planner", tenant="rival")
    assert (await foreign.get("/v1/journeys")).json()["items"] == []
    assert (await foreign.post(f"{journey}/steps", json=step())).status_code == 404
    assert (await foreign.post(f"{journey}/end", json={"state": "running"})).status_code == 422


def nested(levels: int) -> list[Any]:
    deep: list[Any] = []
    for _ in range(levels):
        deep = [deep]
    return deep


@pytest.mark.parametrize(
    ("levels", "status", "words"),
    [(25, 422, "more than 20 times"), (300, 400, "nested deeper than 32"), (900, 400, "nested deeper than 32")],
)
async def test_facts_in_facts_in_facts_are_refused_with_the_limit(bench, journey, levels, status, words):
    planner, deep = bench.client("planner"), nested(levels)
    answers = [await planner.post(f"{journey}/steps", json=step(facts={"deep": deep}))]
    checks = [{"name": "deep", "ok": True, "expected": deep, "actual": {"of": deep}}]
    body = {"state": "finished", "audit": {"holds": True, "checks": checks}}
    answers.append(await planner.post(f"{journey}/end", json=body))
    for answer in answers:
        assert (answer.status_code, words in answer.json()["detail"]) == (status, True)
    assert (await planner.get(journey)).json()["state"] == "running"


@pytest.mark.parametrize("seed", [-(2**31), 2**31 - 1, 2**31, 10**400])
async def test_a_seed_is_a_number_that_can_be_told(bench, seed):
    answer = await bench.client("planner").post("/v1/journeys", json={"world": "small", "seed": seed})
    assert answer.status_code == (201 if seed < 2**31 else 422)
