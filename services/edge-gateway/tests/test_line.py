"""EDG-1, EDG-7: one unit on a line that doesn't answer keeps no other from being read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from edge_fakes import MONDAY, HandClock, Line
from hypothesis import given
from hypothesis import strategies as st

from headrace_edge_gateway.config import Machine, Tag
from headrace_edge_gateway.drivers import modbus
from headrace_edge_gateway.drivers.blocks import coalesce
from headrace_edge_gateway.drivers.modbus import ModbusEndpoint
from headrace_edge_gateway.drivers.patience import Patience
from headrace_edge_gateway.model.readings import Reading


def machine(unit: int, port: int) -> Machine:
    tags = [
        Tag(tag="running", role="run", register=0, type="bit"),
        Tag(tag="fault", role="fault", register=0, type="bit", bit=1),
        Tag(tag="oil", role="measure", register=5, type="u16"),
    ]
    return Machine(machine=f"M{unit}", port=port, unit_id=unit, tags=tags)


@asynccontextmanager
async def line_of(units: int) -> AsyncIterator[tuple[Line, ModbusEndpoint]]:
    line = Line()
    async with await asyncio.start_server(line.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        machines = [machine(unit, port) for unit in range(1, units + 1)]
        endpoint = ModbusEndpoint("127.0.0.1", port, machines, HandClock(MONDAY))
        yield line, endpoint
        endpoint.close()


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modbus, "BRISK_SECONDS", 0.03)
    monkeypatch.setattr(modbus, "ANSWER_SECONDS", 0.06)


def values(readings: list[Reading]) -> list[float | None]:
    return [reading.value for reading in readings]


async def test_a_unit_that_never_answers_keeps_no_other_of_its_line_from_being_read() -> None:
    async with line_of(3) as (line, endpoint):
        line.silent = {(2, 0), (2, 5)}
        for _ in range(20):
            heard = await endpoint.poll()
            assert (values(heard["M1"]), values(heard["M3"])) == ([1, 0, 1], [1, 1, 3])
            assert values(heard["M2"]) == [None] * 3
        assert [endpoint.is_silent(f"M{unit}") for unit in (1, 2, 3)] == [False, True, False]
        assert line.asked.count(3) == 2 * 20
        assert line.asked.count(2) < 8
        line.silent.clear()
        while endpoint.is_silent("M2"):
            await endpoint.poll()


async def test_a_block_that_is_never_answered_keeps_the_others_of_its_unit() -> None:
    async with line_of(2) as (line, endpoint):
        line.silent = {(1, 0)}
        for _ in range(3):
            heard = await endpoint.poll()
        assert (values(heard["M1"]), values(heard["M2"])) == ([None, None, 1], [0, 1, 2])


async def test_a_unit_that_answers_with_an_error_is_bad_alone_and_well_again_with_its_first_good_answer() -> None:
    async with line_of(2) as (line, endpoint):
        line.broken = {1}
        for _ in range(5):
            heard = await endpoint.poll()
        assert (values(heard["M1"]), values(heard["M2"])) == ([None] * 3, [0, 1, 2])
        line.broken.clear()
        for _ in range(3):
            await asyncio.sleep(0.02)
            heard = await endpoint.poll()
        assert values(heard["M1"]) == [1, 0, 1]


async def test_an_answer_that_is_missed_once_is_asked_for_again_in_the_next_round() -> None:
    async with line_of(1) as (line, endpoint):
        await endpoint.poll()
        line.silent = {(1, 5)}
        assert values((await endpoint.poll())["M1"]) == [1, 0, None]
        line.silent.clear()
        assert values((await endpoint.poll())["M1"]) == [1, 0, 1]


def rounds(patience: Patience, dead: set[int], number: int) -> list[int]:
    """Ask as an endpoint does, each answer in 10 ms, each silence in 2 s; who was asked in what order."""
    now, asked = 0.0, []

    def ask(question: int) -> bool:
        nonlocal now
        began, now = now, now + (2.0 if question in dead else 0.01)
        asked.append(question)
        if question in dead:
            patience.missed(question, began, now)
            return False
        patience.answered(question)
        return True

    for _ in range(number):
        for question in patience.answering():
            ask(question)
        while (question := patience.next_silent(now)) is not None and ask(question):
            pass
        now += 0.2
    return asked


@given(st.sets(st.integers(0, 9), max_size=9))
def test_what_is_silent_takes_a_tenth_of_the_time_of_the_others_and_each_has_its_turn(dead: set[int]) -> None:
    patience = Patience(10)
    rounds(patience, dead, 1)
    asked = rounds(patience, dead, 1000)
    alive = [asked.count(question) for question in range(10) if question not in dead]
    waits = [asked.count(question) for question in dead]
    assert min(alive) == 1000
    assert sum(waits) * 2.0 <= 1000 * (0.2 + 0.1) / 9 + 2 * 2.0
    assert max(waits, default=0) - min(waits, default=0) <= 1


def test_where_nobody_answers_each_is_asked_in_its_turn_without_a_pause() -> None:
    patience = Patience(3)
    asked = rounds(patience, {0, 1, 2}, 7)
    assert asked[3:] == [0, 1, 2, 0, 1, 2, 0]


VALUES = [
    ({"type": "i16"}, [65486], -50),
    ({"type": "i32"}, [65535, 65486], -50),
    ({"type": "u32"}, [1, 4464], 70_000),
    ({"type": "u32", "word_order": "low_first"}, [4464, 1], 70_000),
    ({"type": "f32"}, [0x4020, 0], 2.5),
    ({"type": "u64"}, [0, 0, 1, 1], 65_537),
    ({"type": "u16", "no_value": 0x8000}, [0x8000], None),
    ({"type": "u16", "no_value": 0x8000}, [0x7FFF], 0x7FFF),
    ({"type": "i16", "no_value": -32_768}, [0x8000], None),
    ({"type": "f32"}, [0x7FC0, 0], None),
]


@pytest.mark.parametrize(("kind", "registers", "value"), VALUES)
def test_registers_are_read_as_their_tag_says(kind: dict[str, Any], registers: list[int], value: float | None) -> None:
    tag = Tag(tag="x", role="measure", register=7, **kind)
    (block,) = coalesce([tag])
    assert (block.start, block.count, block.value(tag, registers)) == (7, len(registers), value)


@pytest.mark.parametrize("table", ["coil", "discrete"])
async def test_bits_are_read_from_the_tables_that_hold_them(table: Any) -> None:
    async with line_of(1) as (line, endpoint):
        line.bits[1, 4] = True
        tags = [
            Tag(tag="running", role="run", register=4, type="bit", table=table),
            Tag(tag="fault", role="fault", register=5, type="bit", table=table),
        ]
        port = int(endpoint.address.split(":")[1])
        machines = [Machine(machine="M1", port=port, unit_id=1, tags=tags)]
        of_bits = ModbusEndpoint("127.0.0.1", port, machines, HandClock(MONDAY))
        assert values((await of_bits.poll())["M1"]) == [1, 0]
        of_bits.close()
