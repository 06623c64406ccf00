"""EQP-2: machine states become intervals without overlap or hole, each with its reason and pieces."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.equipment.v1 import MachineState
from headrace_equipment.model.machine import Entry, MachineRefused
from headrace_equipment.model.timeline import NO_SIGNAL, NoInterval, StateReading, Timeline

T0 = datetime(2026, 3, 2, 6, tzinfo=UTC)
STATES = [state for state in MachineState if state is not MachineState.UNSPECIFIED]
RUN, IDLE, ABNORMAL, OFF = STATES


def after(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def timeline(*readings: tuple[MachineState, float], silence: float = 1000) -> Timeline:
    line = Timeline(max_silence=timedelta(minutes=silence))
    for state, minutes in readings:
        line.tell(StateReading(state, after(minutes)))
    return line


def shape(line: Timeline) -> list[tuple[MachineState, datetime, datetime | None]]:
    return [(each.state, each.start, each.end) for each in line.intervals]


def test_a_change_of_state_ends_one_interval_and_begins_the_next() -> None:
    line = timeline((RUN, 0), (RUN, 5), (IDLE, 10), (RUN, 12))
    assert shape(line) == [
        (RUN, after(0), after(10)),
        (IDLE, after(10), after(12)),
        (RUN, after(12), None),
    ]


def test_only_changed_intervals_are_to_be_stored() -> None:
    known = timeline((RUN, 0), (IDLE, 10)).intervals
    line = Timeline(known, seen_until=after(10), max_silence=timedelta(hours=1))
    line.tell(StateReading(IDLE, after(11)))
    assert line.changed == {}
    line.tell(StateReading(RUN, after(12)))
    assert list(line.changed) == [after(10), after(12)]


def test_after_a_long_silence_the_machine_was_off_for_want_of_a_signal() -> None:
    line = timeline((RUN, 0), (RUN, 5), (RUN, 60), silence=10)
    assert shape(line) == [(RUN, after(0), after(5)), (OFF, after(5), after(60)), (RUN, after(60), None)]
    assert line.intervals[1].reason == NO_SIGNAL


def test_a_state_that_had_only_just_begun_is_not_lost_in_the_silence_after_it() -> None:
    line = timeline((RUN, 0), (ABNORMAL, 10), (IDLE, 500), silence=30)
    assert shape(line) == [
        (RUN, after(0), after(10)),
        (ABNORMAL, after(10), after(40)),
        (OFF, after(40), after(500)),
        (IDLE, after(500), None),
    ]


def test_a_clock_set_back_makes_no_overlap() -> None:
    line = timeline((RUN, 0), (IDLE, 10), (RUN, 4), (IDLE, 11))
    assert shape(line) == [(RUN, after(0), after(10)), (RUN, after(10), after(11)), (IDLE, after(11), None)]


def test_pieces_belong_to_the_interval_in_which_they_were_made() -> None:
    line = timeline((RUN, 0), (IDLE, 10), (RUN, 20))
    line.count(3, after(9))
    line.count(2, after(25))
    line.count(1, after(2))
    assert [each.pieces for each in line.intervals] == [4, 0, 2]


def test_pieces_before_the_first_state_are_refused() -> None:
    with pytest.raises(NoInterval, match="7 pieces"):
        timeline((RUN, 0)).count(7, after(-1))


def test_a_stop_is_given_its_reason_afterwards() -> None:
    line = timeline((RUN, 0), (ABNORMAL, 10), (ABNORMAL, 11), (RUN, 20))
    line.explain(after(10), "tool broken")
    line.tell(StateReading(RUN, after(30)))
    assert line.intervals[1].reason == "tool broken"
    with pytest.raises(NoInterval):
        line.explain(after(11), "no such stop")


def test_the_same_state_for_another_reason_is_another_interval() -> None:
    line = timeline((RUN, 0))
    line.tell(StateReading(IDLE, after(5), "no material"))
    line.tell(StateReading(IDLE, after(8), "no operator"))
    assert [each.reason for each in line.intervals] == ["", "no material", "no operator"]


@pytest.mark.parametrize(("code", "seconds", "message"), [(" ", 1, "code"), ("M1", 0, "cycle")])
def test_a_machine_with_a_wrong_entry_is_refused(code: str, seconds: int, message: str) -> None:
    with pytest.raises(MachineRefused, match=message):
        Entry(code, "Mill", "P1", "WC1", timedelta(seconds=seconds))


READINGS = st.lists(st.tuples(st.sampled_from(STATES), st.integers(0, 500)), min_size=1, max_size=40)


@given(READINGS, st.integers(1, 200))
def test_state_durations_sum_to_the_time_seen(readings: list[tuple[MachineState, int]], silence: int) -> None:
    line = timeline(*readings, silence=silence)
    assert line.seen_until
    ends = [each.end or line.seen_until for each in line.intervals]
    starts = [each.start for each in line.intervals]
    assert starts[1:] == ends[:-1]
    assert sum((e - s for s, e in zip(starts, ends, strict=True)), timedelta()) == line.seen_until - starts[0]
    assert all(line.changed[each.start] == each for each in line.intervals)
