"""EQP-2, EDG-3: a machine that tells nothing is off, before it tells again too; planned time begins with its states."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from headrace_contracts.equipment.v1 import MachineDayClosed, MachineState, MachineStateChanged
from headrace_equipment.service import service
from headrace_testkit.bench import START, ServiceBench

from .equipment_worlds import Gateway, enter, entry, ledger_entry, plant, settled

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LAST = START - 49 * HOUR
SILENT = ("off", "no signal", LAST.isoformat())


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(plant(zone="UTC"))
    await enter(bench, entry("mill"))
    return bench


@pytest.fixture
async def gateway(bench: ServiceBench) -> Gateway:
    """Told that the mill ran for an hour, two days ago, and nothing since."""
    gateway = Gateway(bench)
    for minutes in (60, 30, 0):
        gateway.state("run", LAST - minutes * MINUTE)
    assert (await gateway.send()).status_code == 200
    return gateway


async def read(bench: ServiceBench, path: str) -> Any:
    answer = await bench.client("operator").get(f"/v1/machines/mill{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def standing(shown: dict[str, Any], since: str = "since") -> tuple[str, str, str]:
    return shown["state"], shown["reason"], datetime.fromisoformat(shown[since]).isoformat()


async def states(bench: ServiceBench, query: str = "") -> list[tuple[str, str, str]]:
    return [standing(each, "start") for each in (await read(bench, f"/states{query}"))["items"]]


async def test_a_machine_that_fell_silent_is_off_since_its_last_sign_of_life_wherever_it_is_read(bench, gateway):
    assert standing(await ledger_entry(bench)) == SILENT
    (listed,) = (await bench.client("operator").get("/v1/machines")).json()["items"]
    assert standing(listed) == SILENT
    assert await states(bench) == [SILENT, ("run", "", (LAST - HOUR).isoformat())]
    yesterday = await read(bench, f"/oee?day={(START - 24 * HOUR).date()}")
    assert (yesterday["seconds"]["run"], yesterday["seconds"]["off"]) == (0, 86_400)
    assert (yesterday["availability"], yesterday["oee"]) == (0, 0)


async def test_a_timer_finds_the_silence_and_tells_it_once(bench, gateway):
    for minute in range(3):
        await settled(bench, START + minute * MINUTE)
    changes = [(each.previous, each.state, each.reason, each.since) for each in await bench.told(MachineStateChanged)]
    off, run = MachineState.OFF, MachineState.RUN
    assert changes == [(off, run, "", LAST - HOUR), (run, off, "no signal", LAST)]
    silent = (await bench.client("operator").get("/v1/machines?state=off")).json()["items"]
    assert [each["id"] for each in silent] == ["mill"]


async def test_half_an_hour_without_a_sign_of_life_is_no_silence_yet_and_a_count_is_one(bench):
    gateway = Gateway(bench)
    gateway.state("run", START - 50 * MINUTE)
    gateway.count(3, START - 29 * MINUTE)
    await gateway.send()
    await settled(bench, START)
    assert (await ledger_entry(bench))["state"] == "run"
    await settled(bench, START + MINUTE)
    assert standing(await ledger_entry(bench)) == ("off", "no signal", (START - 29 * MINUTE).isoformat())


async def test_what_comes_late_takes_the_silence_back(bench, gateway):
    await settled(bench, START)
    for quarter in range(1, 49 * 4 + 1):
        gateway.state("run", LAST + quarter * HOUR / 4)
    await gateway.send()
    assert await states(bench) == [("run", "", (LAST - HOUR).isoformat())]
    assert [each.state.value for each in await bench.told(MachineStateChanged)] == ["run", "off", "run"]


@pytest.mark.parametrize("found_first", [True, False])
async def test_a_silence_that_lasts_is_given_its_reason_and_keeps_it(bench, gateway, found_first):
    if found_first:
        await settled(bench, START)
    path = f"/v1/machines/mill/states/{LAST.isoformat()}/reason"
    assert (await bench.client("operator").put(path, json={"reason": "holiday"})).status_code == 200
    holiday = ("off", "holiday", LAST.isoformat())
    assert standing(await ledger_entry(bench)) == holiday
    await settled(bench, START + HOUR)
    gateway.state("idle", START + HOUR)
    await gateway.send()
    expected = [("idle", "", (START + HOUR).isoformat()), holiday, ("run", "", (LAST - HOUR).isoformat())]
    assert await states(bench) == expected
    assert [each.state.value for each in await bench.told(MachineStateChanged)] == ["run", "off", "idle"]


async def test_states_are_paged_with_the_silence_among_them(bench, gateway):
    pages, cursor = [], ""
    while cursor is not None:
        page = await read(bench, f"/states?limit=1{cursor and f'&cursor={cursor}'}")
        pages.append([each["state"] for each in page["items"]])
        cursor = page["next_cursor"]
    assert pages == [["off"], ["run"]]


async def test_a_closed_day_has_no_run_in_its_silence(bench):
    await settled(bench, START)
    gateway = Gateway(bench)
    for minutes in (60, 30, 0):
        gateway.state("run", START - minutes * MINUTE)
    await gateway.send()
    await settled(bench, START + 24 * HOUR)
    (closed,) = await bench.told(MachineDayClosed)
    assert closed.availability == pytest.approx(1 / (24 - 7))  # first seen at 7 o'clock


async def test_a_machine_has_no_planned_time_before_its_first_state(bench, gateway):
    first_day = await read(bench, f"/oee?day={LAST.date()}")
    assert first_day["planned_seconds"] == 86_400 - (LAST - HOUR - LAST.replace(hour=0)).total_seconds()
    assert (first_day["seconds"]["no shift"], first_day["seconds"]["unknown"]) == (6 * 3600, 0)
    before = await read(bench, f"/oee?day={(LAST - 24 * HOUR).date()}")
    assert (before["planned_seconds"], before["availability"], before["oee"]) == (0, None, None)
