"""EDG-7, EDG-1: the simulated workshop speaks Modbus TCP, and the driver reads it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from edge_fakes import MONDAY, HandClock

from headrace_contracts.errors import Missing
from headrace_edge_gateway.config import SimulatedMachine, Simulator
from headrace_edge_gateway.drivers.modbus import ModbusEndpoint
from headrace_edge_gateway.model.readings import Quality
from headrace_edge_gateway.simulator.machine import MOST_PIECES, CommandNotObeyed
from headrace_edge_gateway.simulator.workshop import WorkshopSimulator

MACHINES = [
    SimulatedMachine(machine="mill", unit_id=1, cycle_seconds=10),
    SimulatedMachine(machine="lathe", unit_id=2, cycle_seconds=1, counter="u16", zeroed_at_midnight=False),
]


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MONDAY)


def build(clock: HandClock, folder: Path, seed: int = 7) -> WorkshopSimulator:
    return WorkshopSimulator(Simulator(machines=MACHINES, seed=seed), "UTC", clock, folder / "workshop.jsonl")


@pytest.fixture
async def workshop(clock: HandClock, tmp_path: Path) -> AsyncIterator[WorkshopSimulator]:
    workshop = build(clock, tmp_path)
    await workshop.start()
    yield workshop
    await workshop.stop()
    workshop.close()


@pytest.fixture
async def endpoint(workshop: WorkshopSimulator, clock: HandClock) -> AsyncIterator[ModbusEndpoint]:
    endpoint = ModbusEndpoint("127.0.0.1", workshop.port, workshop.tag_table(), clock)
    yield endpoint
    endpoint.close()


async def read(endpoint: ModbusEndpoint, machine: str) -> dict[str, float | None]:
    return {reading.tag: reading.value for reading in (await endpoint.poll())[machine]}


async def test_pieces_are_made_by_business_time(
    workshop: WorkshopSimulator, endpoint: ModbusEndpoint, clock: HandClock
) -> None:
    workshop.run_pieces("mill", 5, command_id="1")
    assert (await read(endpoint, "mill"))["running"] == 1
    clock.forward(32)
    assert await read(endpoint, "mill") == {
        "running": 1,
        "fault": 0,
        "cycle_time": 10_000,
        "pieces": 3,
        "closed_day": 0,
        "closed_pieces": 0,
    }
    clock.forward(600)
    after = await read(endpoint, "mill")
    assert (after["running"], after["pieces"]) == (0, 5)


async def test_a_failed_machine_makes_no_piece_until_it_is_repaired(
    workshop: WorkshopSimulator, endpoint: ModbusEndpoint, clock: HandClock
) -> None:
    workshop.run_pieces("mill", 5, fail_after=2, command_id="1")
    clock.forward(600)
    failed = await read(endpoint, "mill")
    assert (failed["fault"], failed["running"], failed["pieces"]) == (1, 0, 2)
    workshop.repair("mill", command_id="2")
    clock.forward(600)
    assert workshop.status("mill")["made"] == 5


async def test_an_idle_machine_drops_what_was_left(workshop: WorkshopSimulator, clock: HandClock) -> None:
    workshop.run_pieces("mill", 5, command_id="1")
    clock.forward(25)
    workshop.idle("mill", command_id="2")
    clock.forward(600)
    assert workshop.status("mill") == {"machine": "mill", "state": "idle", "made": 2, "left": 0, "counter": 2}


async def test_the_counter_is_zeroed_at_midnight_and_the_closed_day_kept(
    workshop: WorkshopSimulator, endpoint: ModbusEndpoint, clock: HandClock
) -> None:
    clock.at = MONDAY.replace(hour=23, minute=59)
    workshop.run_pieces("mill", 10, command_id="1")
    clock.forward(3 * 24 * 3600)
    after = await read(endpoint, "mill")
    assert (after["pieces"], after["closed_day"]) == (0, (date(2026, 3, 3) - date(1970, 1, 1)).days)
    assert workshop.status("mill")["made"] == 10


async def test_a_16_bit_counter_wraps(workshop: WorkshopSimulator, endpoint: ModbusEndpoint, clock: HandClock) -> None:
    workshop.run_pieces("lathe", 65_540, command_id="1")
    clock.forward(100_000)
    assert (await read(endpoint, "lathe"))["pieces"] == 4


async def test_the_same_command_again_changes_nothing(workshop: WorkshopSimulator, clock: HandClock) -> None:
    for _ in range(3):
        workshop.run_pieces("mill", 5, command_id="1")
    clock.forward(600)
    assert workshop.status("mill")["made"] == 5


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ({"pieces": 0}, "at least 1"),
        ({"pieces": 5, "cycle_seconds": 3}, "at least 10.0 s"),
        ({"pieces": 5, "fail_after": 5}, "between 0 and 4"),
        ({"pieces": 10**18}, "at most 100000"),
        ({"pieces": 5, "cycle_seconds": 1e6}, "at most 86400.0 s"),
        ({"pieces": 5, "cycle_seconds": 1e308}, "can't take"),
        ({"pieces": 5, "cycle_seconds": float("nan")}, "can't take"),
    ],
)
async def test_an_impossible_command_is_refused_and_changes_nothing(
    workshop: WorkshopSimulator, order: dict[str, int], message: str
) -> None:
    with pytest.raises(CommandNotObeyed, match=message):
        workshop.run_pieces("mill", command_id="1", **order)
    with pytest.raises(Missing, match="'drill'"):
        workshop.fail("drill", command_id="2")
    assert workshop.status("mill")["left"] == 0


async def test_what_is_left_counts_towards_the_most_that_a_machine_takes_on(workshop: WorkshopSimulator) -> None:
    workshop.run_pieces("mill", MOST_PIECES, command_id="1")
    with pytest.raises(CommandNotObeyed, match=f"with the {MOST_PIECES} that are left"):
        workshop.run_pieces("mill", 1, command_id="2")


async def test_ids_are_of_their_machine_whatever_signs_are_in_them(workshop: WorkshopSimulator) -> None:
    workshop.run_pieces("mill", 5, command_id="a/b")
    workshop.run_pieces("lathe", 7, command_id="a/b")
    assert [workshop.status(name)["left"] for name in ("mill", "lathe")] == [5, 7]


def test_a_workshop_that_was_killed_stands_as_if_it_had_gone_on(clock: HandClock, tmp_path: Path) -> None:
    killed, journal = build(clock, tmp_path), tmp_path / "workshop.jsonl"
    killed.run_pieces("mill", 100, fail_after=40, command_id="1")
    clock.forward(450)
    killed.repair("mill", command_id="2")
    journal.write_bytes(journal.read_bytes() + b'{"at":"2026-03-0')
    clock.forward(123)
    assert build(clock, tmp_path).status("mill") == killed.status("mill")


def test_the_same_seed_makes_the_same_pieces_at_the_same_time(clock: HandClock, tmp_path: Path) -> None:
    def made(folder: str, seed: int) -> list[int]:
        clock.at = MONDAY
        workshop, counts = build(clock, tmp_path / folder, seed), []
        workshop.run_pieces("mill", 1000, command_id="1")
        for _ in range(200):
            clock.forward(7.3)
            counts.append(workshop.status("mill")["made"])
        return counts

    assert made("a", 7) == made("b", 7)
    assert made("c", 7) != made("d", 8)


async def test_a_machine_out_of_reach_gives_bad_readings_and_is_found_again(
    workshop: WorkshopSimulator, endpoint: ModbusEndpoint, clock: HandClock, tmp_path: Path
) -> None:
    await endpoint.poll()
    port = workshop.port
    await workshop.stop()
    await asyncio.sleep(0.05)
    readings = (await endpoint.poll())["mill"]
    assert {reading.quality for reading in readings} == {Quality.BAD}
    assert {reading.value for reading in readings} == {None}

    again = Simulator(machines=MACHINES, port=port)
    restarted = WorkshopSimulator(again, "UTC", clock, tmp_path / "again.jsonl")
    await restarted.start()
    await asyncio.sleep(0.2)
    await endpoint.poll()
    assert {reading.quality for reading in (await endpoint.poll())["mill"]} == {Quality.GOOD}
    await restarted.stop()
    restarted.close()
