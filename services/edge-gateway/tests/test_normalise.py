"""EDG-2: bits become states, raw values become measures; only what changed, and a heartbeat, is told."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_edge_gateway.model.counters import CounterRule
from headrace_edge_gateway.model.machine import CounterTags, MachineMemory, MachineRules, observe
from headrace_edge_gateway.model.normalise import (
    MeasureMemory,
    MeasureRule,
    StateMemory,
    StateRule,
    measure,
    settle,
    state_of,
)
from headrace_edge_gateway.model.readings import MachineState, Quality, Reading, Record

T0 = datetime(2026, 3, 2, 23, 59, 50, tzinfo=UTC)
RULE = StateRule(debounce=timedelta(seconds=2), heartbeat=timedelta(seconds=60))
CELSIUS = MeasureRule(scale=0.1, unit="Cel", deadband=0.5, heartbeat=timedelta(seconds=60))
RUN, IDLE, ABNORMAL, OFF = MachineState


def after(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("running", "fault", "state"),
    [
        (True, False, RUN),
        (False, False, IDLE),
        (True, True, ABNORMAL),
        (False, True, ABNORMAL),
        (None, False, OFF),
        (True, None, OFF),
    ],
)
def test_the_bits_tell_the_state(running: bool | None, fault: bool | None, state: MachineState) -> None:
    assert state_of(running, fault) is state


def told_states(*seen: tuple[MachineState, float]) -> list[tuple[MachineState, datetime]]:
    memory, told = StateMemory(), []
    for state, seconds in seen:
        memory, each = settle(RULE, memory, state, after(seconds))
        if each:
            told.append((each.state, each.since))
    return told


def test_the_first_state_is_told_at_once() -> None:
    assert told_states((IDLE, 0)) == [(IDLE, after(0))]


def test_a_new_state_is_told_when_it_has_held_from_the_instant_it_was_seen() -> None:
    assert told_states((IDLE, 0), (RUN, 5), (RUN, 6), (RUN, 7)) == [(IDLE, after(0)), (RUN, after(5))]


def test_a_bouncing_bit_is_not_told() -> None:
    assert told_states((IDLE, 0), (RUN, 5), (IDLE, 6), (RUN, 6.5), (IDLE, 8)) == [(IDLE, after(0))]


def test_a_steady_state_is_told_again_each_heartbeat() -> None:
    told = told_states(*((RUN, seconds) for seconds in range(0, 181, 10)))
    assert told == [(RUN, after(seconds)) for seconds in (0, 60, 120, 180)]


def told_values(*raw: tuple[float | None, float]) -> list[float | None]:
    memory, told = MeasureMemory(), []
    for value, seconds in raw:
        quality = Quality.BAD if value is None else Quality.GOOD
        memory, worth_telling = measure(CELSIUS, memory, value, quality, after(seconds))
        if worth_telling:
            told.append(memory.value)
    return told


def test_a_measure_within_its_deadband_is_not_told() -> None:
    assert told_values((200, 0), (204, 1), (205, 2), (201, 3)) == [20, 20.5]


def test_a_slow_drift_is_told_when_it_adds_up() -> None:
    assert told_values((200, 0), (203, 1), (206, 2)) == [20, pytest.approx(20.6)]


def test_a_failed_read_is_told_once_and_so_is_its_end() -> None:
    assert told_values((200, 0), (None, 1), (None, 2), (200, 3)) == [20, None, 20]


def test_a_steady_measure_is_told_again_each_heartbeat() -> None:
    assert told_values((200, 0), (200, 30), (200, 60)) == [20, 20]


RULES = MachineRules(
    "M1",
    "running",
    "fault",
    RULE,
    CounterTags("pieces", "closed_day", "closed_pieces"),
    CounterRule(2**32, timedelta(seconds=1), UTC, zeroed_at_midnight=True),
    {"temperature": CELSIUS},
)


def poll(seconds: float, asked: float | None = None, **values: float | None) -> list[Reading]:
    known = {"running": 1, "fault": 0, "pieces": 0, "closed_day": 0, "closed_pieces": 0, "temperature": 200}
    start = after(seconds if asked is None else asked)
    return [
        Reading("M1", tag, value, Quality.BAD if value is None else Quality.GOOD, start, after(seconds))
        for tag, value in (known | values).items()
    ]


def observed(*polls: list[Reading]) -> list[Record]:
    memory, records = MachineMemory(), []
    for readings in polls:
        memory, told = observe(RULES, memory, readings)
        records += told
    return records


def counts(records: list[Record]) -> list[tuple[int | None, int | None]]:
    return [(record.delta, record.total) for record in records if record.kind == "count"]


def test_a_poll_becomes_state_count_and_measure() -> None:
    records = observed(poll(0), poll(3, pieces=2))
    assert [record.kind for record in records] == ["state", "count", "measure", "count"]
    assert counts(records) == [(0, 0), (2, 2)]
    assert (records[2].value, records[2].unit) == (20, "Cel")


def test_a_machine_that_does_not_answer_is_off_with_bad_quality() -> None:
    silent = dict.fromkeys(("running", "fault", "pieces", "closed_day", "closed_pieces"))
    records = observed(poll(0), poll(1, **silent), poll(4, **silent))
    assert (records[-1].state, records[-1].quality, records[-1].device_time) == (OFF, Quality.BAD, after(1))


def test_a_counter_read_while_midnight_passed_waits_for_the_next_poll() -> None:
    torn = poll(11, asked=9, pieces=8)
    records = observed(poll(0), poll(5, pieces=4), torn, poll(12, pieces=1))
    assert counts(records) == [(0, 0), (4, 4), (0, 4), (1, 5)]
    assert [record.quality for record in records if record.kind == "count"] == [*["good"] * 2, "uncertain", "good"]


@pytest.mark.parametrize("day", [65_535, 2**32 - 1])
def test_a_closed_day_that_is_to_come_is_refused(day: int) -> None:
    with pytest.raises(ValueError, match=f"day {day} since 1970 is closed, which is to come"):
        observed(poll(0), poll(5, pieces=4, closed_day=day, closed_pieces=6))


REGISTER = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 20_000, 65_535, 2**31, 2**32 - 1])


@given(st.lists(st.tuples(REGISTER, REGISTER, REGISTER, REGISTER), max_size=5))
def test_whatever_stands_in_the_registers_pieces_are_told_or_the_tag_is_named(registers) -> None:
    memory, total = MachineMemory(), 0
    for second, (pieces, day, closed, temperature) in enumerate(registers):
        readings = poll(second, pieces=pieces, closed_day=day, closed_pieces=closed, temperature=temperature)
        with suppress(ValueError):
            memory, records = observe(RULES, memory, readings)
            for record in (record for record in records if record.kind == "count"):
                assert record.delta is not None
                total += record.delta if record.quality is Quality.GOOD else 0
                assert 0 <= record.delta < 2**32
                assert record.total == total
                assert record.reason or record.quality is Quality.GOOD


def test_the_closed_day_of_a_device_counts_for_that_day() -> None:
    day = (T0.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days
    records = observed(poll(0), poll(5, pieces=4), poll(15, pieces=2, closed_day=day, closed_pieces=6))
    assert counts(records) == [(0, 0), (4, 4), (2, 6), (2, 8)]
    assert records[-2].device_time.date() == T0.date()
