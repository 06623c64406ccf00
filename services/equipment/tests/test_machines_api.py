"""EQP-1, EQP-2, PLT-5: the ledger of machines, their states with reasons, and the figures of their days."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from headrace_contracts.equipment.v1 import MachineDayClosed, MachineRegistered, PlannedTimeBasis
from headrace_contracts.mes.v1 import OperationReported
from headrace_contracts.product.v1 import WorkCentrePublished
from headrace_contracts.values import Quantity
from headrace_equipment.service import service
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench

from .equipment_worlds import Gateway, enter, entry, ledger_entry, plant, settled

HOUR = timedelta(hours=1)
TODAY = START.date()


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(plant())
    return bench


def work_centre(*machines: str, name: str = "north-cut") -> WorkCentrePublished:
    return told.work_centre(name, machines=machines)


def reported(scrap: str) -> OperationReported:
    return OperationReported(
        work_order="wo_1",
        item="BIKE",
        plant="north",
        sequence=10,
        machine="mill",
        good=Quantity(Decimal(5), "EA"),
        scrap=Quantity(Decimal(scrap), "EA"),
    )


async def worked(bench: ServiceBench) -> None:
    """Eight hours: one of run with 30 pieces, a quarter of failure, the rest idle."""
    gateway = Gateway(bench)
    begin = START - 8 * HOUR
    gateway.state("run", begin)
    for quarter in range(1, 4):
        gateway.count(10, begin + quarter * HOUR / 4)
        gateway.state("run", begin + quarter * HOUR / 4)
    gateway.state("abnormal", begin + HOUR)
    for quarter in range(5, 33):
        gateway.state("idle", begin + quarter * HOUR / 4)
    assert (await gateway.send()).status_code == 200


async def test_machines_are_entered_once_and_told_when_they_move(bench):
    assert (await enter(bench, entry("mill"), entry("lathe")))["created"] == 2
    assert (await enter(bench, entry("mill"), entry("lathe")))["unchanged"] == 2
    assert (await enter(bench, entry("mill", ideal_cycle_seconds=30)))["changed"] == 1
    assert (await enter(bench, entry("mill", work_centre="north-drill", ideal_cycle_seconds=30)))["changed"] == 1
    told = [(m.machine, m.work_centre) for m in await bench.told(MachineRegistered, tenant="acme")]
    assert told == [("mill", "north-cut"), ("lathe", "north-cut"), ("mill", "north-drill")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"machine": " "}, "machine"),
        ({"plant": ""}, "plant"),
        *(({"ideal_cycle_seconds": odd}, "ideal_cycle_seconds") for odd in (0, -1, 1e-7, 1e308, "NaN", 10**400)),
    ],
)
async def test_a_wrong_row_is_named_and_the_others_are_entered(bench, change, field):
    loaded = await enter(bench, entry("lathe"), entry("mill") | change)
    assert [(error["row"], error["field"]) for error in loaded["errors"]] == [(1, field)]
    assert loaded["created"] == 1


async def test_a_thousand_machines_are_entered_at_once(bench):
    assert (await enter(bench, *(entry(f"m-{n}") for n in range(1000))))["created"] == 1000
    assert len(await bench.told(MachineRegistered)) == 1000


async def test_machines_of_a_work_centre_are_entered_without_being_overwritten(bench):
    await enter(bench, entry("mill"))
    await bench.hear(work_centre("mill", "saw"))
    mill, saw = await ledger_entry(bench, "mill"), await ledger_entry(bench, "saw")
    assert (mill["name"], mill["ideal_cycle_seconds"]) == ("Mill", 60)
    assert (saw["name"], saw["work_centre"], saw["ideal_cycle_seconds"]) == ("saw", "north-cut", None)
    await bench.hear(work_centre("mill", name="north-drill"))
    assert [m.work_centre for m in await bench.told(MachineRegistered) if m.machine == "mill"] == [
        "north-cut",
        "north-drill",
    ]


async def test_a_machine_named_by_people_and_product_at_once_is_entered_once(bench):
    answers = await asyncio.gather(*(enter(bench, entry("mill")) for _ in range(4)), bench.hear(work_centre("mill")))
    assert sum(answer["created"] for answer in answers[:4]) <= 1
    mill = await ledger_entry(bench)
    assert (mill["name"], mill["ideal_cycle_seconds"]) == ("Mill", 60)


async def test_lists_filter_and_foreign_eyes_see_nothing(bench):
    await enter(bench, entry("mill"), entry("lathe", work_centre="north-turn"))
    operator = bench.client("operator")
    found = (await operator.get("/v1/machines?work_centre=north-turn")).json()["items"]
    assert [machine["id"] for machine in found] == ["lathe"]
    assert (await operator.get("/v1/machines?state=run")).json()["items"] == []
    assert (await bench.client("operator", tenant="rival").get("/v1/machines")).json()["items"] == []
    assert (await bench.client("customer").get("/v1/machines")).status_code == 403


async def test_the_figures_of_a_day_follow_from_states_counts_and_scrap(bench):
    await enter(bench, entry("mill"))
    await worked(bench)
    await bench.hear(reported(scrap="2.25"), reported(scrap="0.75"))
    found = (await bench.client("planner").get("/v1/machines/mill/oee")).json()
    assert (found["day"], found["produced"], found["good"], found["failures"]) == (TODAY.isoformat(), 30, 27, 1)
    assert found["planned_time_basis"] == "calendar_day"
    assert found["planned_seconds"] == pytest.approx(8 * 3600, abs=30)  # the machine was not there before
    assert found["availability"] == pytest.approx(1 / 8, rel=0.01)
    assert found["performance"] == pytest.approx(0.5)
    assert found["quality"] == pytest.approx(0.9)
    assert found["oee"] == pytest.approx(1 / 8 * 0.5 * 0.9, rel=0.01)
    assert (found["mtbf_seconds"], found["mttr_seconds"]) == (3600, 900)
    assert found["seconds"]["idle"] == pytest.approx(6.75 * 3600, abs=30)


async def test_scrap_that_a_correction_takes_back_makes_no_more_good_than_was_made(bench):
    await enter(bench, entry("mill"))
    await worked(bench)
    await bench.hear(reported(scrap="3"), reported(scrap="-2"))
    assert (await bench.client("planner").get("/v1/machines/mill/oee")).json()["good"] == 29
    await bench.hear(reported(scrap="-4"))
    assert (await bench.client("planner").get("/v1/machines/mill/oee")).json()["good"] == 30


async def test_states_are_listed_and_a_stop_is_given_its_reason(bench):
    await enter(bench, entry("mill"))
    await worked(bench)
    operator = bench.client("operator")
    found = (await operator.get("/v1/machines/mill/states")).json()["items"]
    assert [(each["state"], each["pieces"]) for each in found] == [("idle", 0), ("abnormal", 0), ("run", 30)]
    start = found[0]["start"]
    answer = await operator.put(f"/v1/machines/mill/states/{start}/reason", json={"reason": "no material"})
    assert (answer.status_code, answer.json()["reason"]) == (200, "no material")
    assert (await ledger_entry(bench))["reason"] == "no material"
    nowhere = (START + HOUR).isoformat()
    answer = await operator.put(f"/v1/machines/mill/states/{nowhere}/reason", json={"reason": "none"})
    assert answer.status_code == 404


async def test_the_day_is_closed_an_hour_after_the_plants_midnight_and_once(bench):
    await enter(bench, entry("mill"), entry("lathe"))
    await settled(bench, START)
    await worked(bench)
    midnight = datetime.fromisoformat("2026-03-03T00:00+01:00")
    await settled(bench, midnight + 0.9 * HOUR)
    assert await bench.told(MachineDayClosed) == []
    await settled(bench, midnight + 1.1 * HOUR)
    await settled(bench, midnight + 5 * HOUR)
    (closed,) = await bench.told(MachineDayClosed, tenant="acme")
    assert (closed.machine, closed.plant, closed.day) == ("mill", "north", date(2026, 3, 2))
    assert closed.performance == pytest.approx(0.5)
    assert closed.planned_time_basis is PlannedTimeBasis.CALENDAR_DAY
    entered = await ledger_entry(bench)
    assert (entered["last_day"], entered["planned_time_basis"]) == ("2026-03-02", "calendar_day")


async def test_a_plant_without_a_midnight_keeps_no_other_from_its_days(bench):
    await enter(bench, entry("mill"), entry("saw", plant="west"))
    await bench.hear(plant("west", zone="America"), plant("east", zone="Mars/Base"))
    assert all("no IANA time zone" in why for why in await bench.parked())
    await settled(bench, START)
    await worked(bench)
    await settled(bench, START + timedelta(days=1))
    assert [(closed.machine, closed.plant) for closed in await bench.told(MachineDayClosed)] == [("mill", "north")]


async def test_after_a_jump_of_weeks_only_days_on_which_a_machine_told_something_are_closed(bench):
    await enter(bench, entry("mill"))
    await settled(bench, START)
    await worked(bench)
    await settled(bench, START + timedelta(days=60))
    assert [closed.day for closed in await bench.told(MachineDayClosed)] == [TODAY]


async def test_a_silent_machine_was_off_until_it_told_again(bench):
    await enter(bench, entry("mill"))
    await worked(bench)
    bench.clock.advance_to(START + timedelta(days=3))
    gateway = Gateway(bench)
    gateway.state("idle", START + timedelta(days=3))
    await gateway.send(stream="g-2")
    found = (await bench.client("operator").get("/v1/machines/mill/states")).json()["items"]
    assert [(each["state"], each["reason"]) for each in found[:3]] == [("idle", ""), ("off", "no signal"), ("idle", "")]
