"""EQP-2: pieces are reckoned with the ideal cycle that was valid when they were made."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from headrace_equipment.service import service
from headrace_testkit.bench import START, ServiceBench

from .equipment_worlds import Gateway, enter, entry, ledger_entry, plant, settled

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
YESTERDAY = START - 24 * HOUR


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """A mill that made 120 pieces in two hours of yesterday, at a minute each."""
    bench = await start_service(service)
    await bench.hear(plant(zone="UTC"))
    await enter(bench, entry("mill"))
    await make(bench, YESTERDAY, 120, "g-1")
    return bench


async def make(bench: ServiceBench, begin: Any, pieces: int, stream: str) -> None:
    """Two hours of run in which the pieces are made, half in each."""
    gateway = Gateway(bench)
    for quarter in range(8):
        gateway.state("run", begin + quarter * 15 * MINUTE)
    gateway.state("idle", begin + 2 * HOUR)
    for half in (1, 2):
        gateway.count(pieces // 2, begin + half * HOUR - MINUTE)
    assert (await gateway.send(stream=stream)).status_code == 200


async def performance(bench: ServiceBench, day: Any = YESTERDAY) -> float:
    found = await bench.client("planner").get("/v1/machines/mill/oee", params={"day": str(day.date())})
    return found.json()["performance"]


async def test_a_past_day_keeps_the_cycle_of_then_and_what_is_made_from_now_on_has_the_new_one(bench):
    assert await performance(bench) == pytest.approx(1)
    assert (await enter(bench, entry("mill", ideal_cycle_seconds=20)))["changed"] == 1
    assert await performance(bench) == pytest.approx(1)
    await settled(bench, START + 3 * HOUR)
    await make(bench, START + MINUTE, 360, "g-2")
    assert await performance(bench, START) == pytest.approx(1)
    await enter(bench, entry("mill", ideal_cycle_seconds=40))
    assert (await performance(bench), await performance(bench, START)) == (pytest.approx(1), pytest.approx(1))


async def test_within_a_day_each_piece_has_its_own_cycle(bench):
    await settled(bench, START + 3 * HOUR)
    await make(bench, START, 120, "g-2")
    changed = entry("mill", ideal_cycle_seconds=20, ideal_cycle_since=(START + HOUR).isoformat())
    assert (await enter(bench, changed))["changed"] == 1
    assert await performance(bench, START) == pytest.approx((60 * 60 + 60 * 20) / 7200)
    assert (await enter(bench, changed))["unchanged"] == 1
    assert await performance(bench) == pytest.approx(1)


async def test_a_cycle_that_was_wrong_all_along_is_corrected_for_the_past(bench):
    await enter(bench, entry("mill", ideal_cycle_seconds=20))
    await settled(bench, START + HOUR)
    await enter(bench, entry("mill", ideal_cycle_seconds=40))
    corrected = entry("mill", ideal_cycle_seconds=30, ideal_cycle_since="2000-01-01T00:00:00Z")
    assert (await enter(bench, corrected))["changed"] == 1
    assert await performance(bench) == pytest.approx(0.5)
    partly = entry("mill", ideal_cycle_seconds=60, ideal_cycle_since=(YESTERDAY + HOUR).isoformat())
    await enter(bench, partly)
    assert await performance(bench) == pytest.approx(0.75)


async def test_the_first_cycle_that_is_given_holds_for_what_was_made_before(bench):
    await enter(bench, entry("saw", ideal_cycle_seconds=10))
    assert (await ledger_entry(bench, "saw"))["ideal_cycle_since"] is None


async def test_a_cycle_that_is_to_begin_later_is_refused_alone(bench):
    later = entry("mill", ideal_cycle_seconds=20, ideal_cycle_since=(START + HOUR).isoformat())
    loaded = await enter(bench, later, entry("lathe"))
    assert (loaded["created"], [(each["row"], each["field"]) for each in loaded["errors"]]) == (
        1,
        [(0, "ideal_cycle_since")],
    )
    assert (await ledger_entry(bench))["ideal_cycle_seconds"] == 60
