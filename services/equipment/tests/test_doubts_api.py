"""EQP-2, EDG-2, EDG-3: a guess of a counter is never booked as pieces; a person says how many they were."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from headrace_contracts.equipment.v1 import CountDoubted, CountQuality, DoubtSettled, PiecesCounted
from headrace_equipment.service import service
from headrace_testkit.bench import START, ServiceBench

from .equipment_worlds import SECOND, Gateway, enter, entry, ledger_entry, plant

BACK = "109 -> 107 in 14.0 s: a step back"
NOT_READ = {"code": "edge-gateway.not-read", "facts": {"day": {"day": "2026-03-01"}, "after": "12:00"}}
STEP_BACK = {"before": 109, "now": 107, "seconds": "14.0", "most": 3, "round": 2**64 - 1}


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(plant())
    await enter(bench, entry("mill"), entry("lathe"))
    return bench


@pytest.fixture
def gateway(bench: ServiceBench) -> Gateway:
    return Gateway(bench)


def doubt(gateway: Gateway, delta: int, at: datetime = START, machine: str = "mill", **facts: Any) -> None:
    gateway.tell("count", at, machine, delta=delta, total=0, **{"quality": "uncertain", **facts})


async def found(bench: ServiceBench, query: str = "") -> list[dict[str, Any]]:
    return (await bench.client("operator").get(f"/v1/doubtful-counts?{query}")).json()["items"]


async def in_chinese(bench: ServiceBench) -> list[str]:
    answer = await bench.client("operator").get("/v1/doubtful-counts", headers={"Accept-Language": "zh"})
    return [each["reason"] for each in answer.json()["items"]]


async def settle(bench: ServiceBench, of: dict[str, Any], pieces: int, **headers: str) -> Any:
    said = {"pieces": pieces, "why": "counted the box"}
    path = f"/v1/doubtful-counts/{of['id']}/settle"
    return await bench.client("operator").post(path, json=said, headers={"If-Match": f'"{of["version"]}"', **headers})


async def test_an_uncertain_count_is_in_no_total_and_told_to_nobody_as_pieces(bench, gateway):
    begin = START - 10 * SECOND
    gateway.state("run", begin)
    gateway.count(9, begin)
    doubt(gateway, 107, begin + SECOND, reason=BACK)
    doubt(gateway, 3, begin + 2 * SECOND, quality="bad")
    gateway.count(1, begin + 3 * SECOND)
    assert (await gateway.send()).json() == {"last_sequence": 5}
    (counted,) = await bench.told(PiecesCounted)
    assert (counted.pieces, counted.running_total, counted.quality) == (10, 10, CountQuality.CERTAIN)
    assert (await ledger_entry(bench))["running_total"] == 10
    operator = bench.client("operator")
    assert (await operator.get("/v1/machines/mill/oee")).json()["produced"] == 10
    assert (await operator.get("/v1/machines/mill/states")).json()["items"][0]["pieces"] == 10


async def test_why_a_count_is_in_doubt_is_read_in_the_language_of_the_reader(bench, gateway):
    doubt(gateway, 1, reason=BACK, reason_said={"code": "edge-gateway.step-back", "facts": STEP_BACK})
    await gateway.send()
    assert [each["reason"] for each in await found(bench)] == [f"{BACK}, no reset; check the sensor"]
    assert await in_chinese(bench) == ["14.0 秒内 109 → 107：计数回退且不是清零，请检查传感器"]
    (told,) = await bench.told(CountDoubted)
    assert (told.reason, told.reason_said.code) == (BACK, "edge-gateway.step-back")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"reason": BACK}, BACK),
        ({}, "网关无法确定计数"),
        ({"reason": "new", "reason_said": {"code": "edge-gateway.of-next-year"}}, "new"),
        (
            {"reason_said": NOT_READ},
            "2026年3月1日 12:00 之后生产的件数未读取到",
        ),
    ],
)
async def test_a_gateway_without_codes_or_with_newer_ones_is_shown_by_its_text(bench, gateway, told, shown):
    doubt(gateway, 1, **told)
    await gateway.send()
    assert await in_chinese(bench) == [shown]


async def test_doubts_of_a_machine_and_day_are_one_matter_that_is_told_once(bench, gateway):
    doubt(gateway, 0, START - timedelta(days=1), reason="reset")
    doubt(gateway, 2)
    await gateway.send()
    doubt(gateway, 3, START + SECOND, reason=BACK)
    doubt(gateway, 1, START, "lathe")
    await gateway.send()
    shown = [
        (each["machine"], each["day"], each["pieces"], each["times"], each["reason"]) for each in await found(bench)
    ]
    unsaid = "the gateway is not certain of the count"
    assert sorted(shown) == [
        ("lathe", "2026-03-02", 1, 1, unsaid),
        ("mill", "2026-03-01", 0, 1, "reset"),
        ("mill", "2026-03-02", 5, 2, BACK),
    ]
    told = [(each.machine, each.pieces, each.reason) for each in await bench.told(CountDoubted)]
    assert told == [("mill", 0, "reset"), ("mill", 2, unsaid), ("lathe", 1, unsaid)]
    assert (await bench.measured())['equipment_doubtful_counts{plant="north"}'] == 3
    rival = bench.client("operator", tenant="rival")
    assert (await rival.get("/v1/doubtful-counts")).json()["items"] == []


async def test_what_a_person_says_is_booked_for_the_day_it_is_of_and_told_as_settled(bench, gateway):
    yesterday = START - timedelta(days=1)
    gateway.state("run", yesterday)
    doubt(gateway, 107, yesterday + SECOND, reason=BACK)
    doubt(gateway, 5)
    await gateway.send()
    day_before, today = sorted(await found(bench, "machine=mill&state=open"), key=lambda each: each["day"])
    answer = await settle(bench, day_before, 4)
    assert (answer.status_code, answer.json()["state"], answer.json()["settled_pieces"]) == (200, "settled", 4)
    assert (answer.json()["settled_by"], answer.json()["why"]) == ("tester", "counted the box")
    (counted,) = await bench.told(PiecesCounted)
    assert (counted.pieces, counted.running_total, counted.quality) == (4, 4, CountQuality.SETTLED)
    operator = bench.client("operator")
    assert (await operator.get("/v1/machines/mill/oee?day=2026-03-01")).json()["produced"] == 4
    assert (await operator.get("/v1/machines/mill/states")).json()["items"][-1]["pieces"] == 4
    assert (await settle(bench, today, 0)).status_code == 200
    assert [(each.pieces, each.left) for each in await bench.told(DoubtSettled)] == [(4, 1), (0, 0)]
    assert len(await bench.told(PiecesCounted)) == 1
    assert (await bench.measured())['equipment_doubtful_counts{plant="north"}'] == 0


async def test_a_doubt_is_settled_once_and_as_it_was_read(bench, gateway):
    doubt(gateway, 2)
    await gateway.send()
    (read,) = await found(bench)
    doubt(gateway, 3, START + SECOND)
    await gateway.send()
    assert (await settle(bench, read, 2)).status_code == 412
    (read,) = await found(bench)
    settled = await settle(bench, read, 5)
    again = await settle(bench, settled.json(), 5, **{"Idempotency-Key": "another"})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/doubt-settled-already")
    assert "tester settled 2026-03-02 of mill with 5 pieces" in again.json()["detail"]
    doubt(gateway, 1, START + 2 * SECOND)
    await gateway.send()
    assert [(each["state"], each["pieces"]) for each in await found(bench)] == [("open", 1), ("settled", 5)]
    assert date.fromisoformat(read["day"]) == START.date()


async def test_only_people_of_the_shop_settle_what_is_theirs(bench, gateway):
    doubt(gateway, 2)
    await gateway.send()
    (read,) = await found(bench)
    path, said = f"/v1/doubtful-counts/{read['id']}/settle", {"pieces": 2, "why": "x"}
    match = {"If-Match": f'"{read["version"]}"'}
    assert (await bench.client("planner").post(path, json=said, headers=match)).status_code == 403
    assert (await bench.client("operator", tenant="rival").post(path, json=said, headers=match)).status_code == 404
    assert (await bench.client("operator").post(path, json=said)).status_code == 428
    for wrong in ({"pieces": -1}, {"pieces": 2**32}, {"why": ""}):
        assert (await bench.client("operator").post(path, json=said | wrong, headers=match)).status_code == 422
