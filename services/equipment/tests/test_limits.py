"""EQP-2, EDG-3: what a gateway makes us do is bounded by what it sends, never by a number in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from headrace_contracts.equipment.v1 import MachineState, PiecesCounted
from headrace_contracts.errors import RuleBroken
from headrace_equipment.api.moments import Day
from headrace_equipment.engine.oee import Made, Production, StateSpan, Use, key_figures
from headrace_equipment.engine.spans import Span, day_span
from headrace_equipment.model.ingest import BatchRefused, StreamProgress, accept
from headrace_equipment.model.machine import Entry, Machine
from headrace_equipment.model.points import (
    FIRST_MOMENT,
    LARGEST_TOTAL,
    LAST_MOMENT,
    MOST_PIECES,
    Count,
    PointRefused,
    State,
    check,
)

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
EDGES = st.sampled_from([-(2**64), -1, 0, 1, 2, 2**31, 2**32, 2**51 - 1, 2**62, 2**63, 2**64, 10**400])
NUMBERS = EDGES | st.integers(-(2**65), 2**65)
OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
HOURS_8 = timedelta(hours=8)
FIRST, LAST = datetime.min.replace(tzinfo=timezone(HOURS_8)), datetime.max.replace(tzinfo=timezone(-HOURS_8))
MOMENTS = st.datetimes(timezones=OFFSETS) | st.sampled_from([FIRST, LAST])


def point(kind: type, at: datetime, gateway: datetime, **facts: object) -> Count | State:
    told = {"sequence": 1, "machine": "mill", "tag": "t", "quality": "good", "device_time": at, "gateway_time": gateway}
    return kind(**told, **facts)


def test_twelve_small_records_whose_last_number_is_huge_are_refused_at_once() -> None:
    with pytest.raises(BatchRefused, match="follow each other"):
        accept(StreamProgress("plant-1", "a"), [*range(1, 12), 2_251_799_813_685_247], oldest=1)


@given(st.lists(NUMBERS, max_size=12), NUMBERS, NUMBERS)
def test_any_numbers_are_taken_in_order_or_refused(sequences: list[int], oldest: int, stored: int) -> None:
    try:
        accepted = accept(StreamProgress("plant-1", "a", stored), sequences, oldest)
    except RuleBroken:
        return
    assert all(number == sequences[0] + place for place, number in enumerate(sequences))
    assert accepted.progress.last_sequence >= stored


@given(MOMENTS, MOMENTS, st.lists(NUMBERS, min_size=1, max_size=5))
def test_what_passes_the_check_can_be_stored_and_told(device: datetime, gateway: datetime, deltas: list[int]) -> None:
    counts = [point(Count, device, gateway, delta=delta, total=0) for delta in deltas if delta >= 0]
    good = [each for each in counts if _passes(each)]
    mill = Machine.enter(Entry("mill", "Mill", "north", "cut"), "acme")
    run = point(State, NOW, NOW, state=MachineState.RUN)
    changed = mill.follow([run, *good], ())
    assert all(each.pieces < 2**63 for each in changed)
    for event in mill.collect_events():
        assert type(event).from_wire(event.to_wire()) == event
    assert all(FIRST_MOMENT <= each.device_time.astimezone(UTC) <= NOW + timedelta(hours=1) for each in good)


def _passes(told: Count) -> bool:
    try:
        check(told, NOW)
    except PointRefused:
        return False
    return True


def test_a_counter_of_32_bits_may_turn_over_in_one_record() -> None:
    mill = Machine.enter(Entry("mill", "Mill", "north", "cut"), "acme")
    count = point(Count, NOW, NOW, delta=MOST_PIECES, total=LARGEST_TOTAL)
    check(count, NOW)
    mill.follow([count] * 5000, ())
    assert [e.pieces for e in mill.collect_events() if isinstance(e, PiecesCounted)] == [5000 * MOST_PIECES]


@given(st.dates(), st.sampled_from(["UTC", "Europe/Berlin", "Asia/Shanghai", "Pacific/Kiritimati", "Etc/GMT+12"]))
def test_a_day_that_may_be_asked_for_has_a_beginning_and_an_end(day: date, zone: str) -> None:
    form = TypeAdapter(Day)
    if FIRST_MOMENT.date() <= day <= LAST_MOMENT.date():
        asked = day_span(form.validate_python(day), ZoneInfo(zone))
        assert timedelta(hours=22) < asked.duration < timedelta(hours=26)
    else:
        with pytest.raises(ValidationError, match=r"2000-01-01|2200-01-01"):
            form.validate_python(day)


def test_a_day_of_twenty_thousand_states_is_measured_at_once() -> None:
    day = day_span(date(2026, 3, 2), UTC)
    step = timedelta(milliseconds=800)
    spans = (Span(day.start + n * step, day.start + (n + 1) * step) for n in range(20_000))
    states = [StateSpan((Use.RUN, Use.IDLE)[n % 2], span) for n, span in enumerate(spans)]
    found = key_figures(day, states, [day], [], Production([Made(10**18, timedelta(days=31))], 10**18))
    assert found.durations[Use.RUN] == 10_000 * step
    assert found.too_fast
