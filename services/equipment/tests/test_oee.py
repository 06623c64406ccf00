"""EQP-2: availability, performance, quality, OEE, utilisation, MTBF and MTTR of a plant's day (ISO 22400)."""

from datetime import UTC, date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_equipment.engine.oee import KeyFigures, Made, Production, StateSpan, Use, day_uses, key_figures
from headrace_equipment.engine.spans import Span, covers, day_span, joined

DAY = day_span(date(2026, 3, 2), UTC)
NO_PIECES = Production([Made(0, timedelta(minutes=1))], 0)


def span(start: float, end: float) -> Span:
    """Hours of the day."""
    return Span(DAY.start + timedelta(hours=start), DAY.start + timedelta(hours=end))


def states(*parts: tuple[Use, float, float]) -> list[StateSpan]:
    return [StateSpan(use, span(start, end)) for use, start, end in parts]


def figures(*parts: tuple[Use, float, float], made: Production = NO_PIECES) -> KeyFigures:
    return key_figures(DAY, states(*parts), [span(6, 14)], [span(10, 10.5)], made)


def test_a_worked_day_gives_the_figures_of_the_definitions() -> None:
    day = figures(
        (Use.RUN, 6, 10),
        (Use.IDLE, 10, 10.5),
        (Use.ABNORMAL, 10.5, 11.25),
        (Use.RUN, 11.25, 13.25),
        (Use.IDLE, 13.25, 14),
        made=Production([Made(320, timedelta(minutes=1))], 304),
    )
    assert day.planned == timedelta(hours=7.5)
    assert day.availability == pytest.approx(6 / 7.5)
    assert day.performance == pytest.approx(320 / 360)
    assert day.quality == pytest.approx(304 / 320)
    assert day.oee == pytest.approx(304 / 450)
    assert day.utilisation == pytest.approx(6 / 24)
    assert (day.failures, day.mtbf, day.mttr) == (1, timedelta(hours=6), timedelta(minutes=45))


def test_no_shift_wins_over_an_unknown_stop() -> None:
    day = figures((Use.RUN, 6, 8))
    assert day.durations[Use.NO_SHIFT] == timedelta(hours=16)
    assert day.durations[Use.UNKNOWN] == timedelta(hours=5.5)


def test_a_failure_outside_the_shifts_is_no_failure() -> None:
    assert figures((Use.ABNORMAL, 15, 18)).failures == 0


def test_a_failure_that_lasts_over_a_break_is_one() -> None:
    day = figures((Use.ABNORMAL, 9, 12))
    assert (day.failures, day.mttr) == (1, timedelta(hours=2.5))


def test_overtime_counts_as_planned_and_as_run() -> None:
    day = figures((Use.RUN, 6, 10), (Use.RUN, 10.5, 16))
    assert day.availability == 1
    assert day.planned == timedelta(hours=9.5)


def test_where_states_overlap_the_later_one_holds() -> None:
    day = figures((Use.RUN, 6, 12), (Use.ABNORMAL, 8, 9))
    assert day.durations[Use.RUN] == timedelta(hours=5)
    assert day.durations[Use.ABNORMAL] == timedelta(hours=1)


def test_a_performance_above_one_is_flagged() -> None:
    day = figures((Use.RUN, 6, 7), made=Production([Made(61, timedelta(minutes=1))], 61))
    assert day.too_fast
    assert day.performance == pytest.approx(61 / 60)


def test_a_day_without_plan_or_run_has_no_ratios_and_one_without_run_has_an_oee_of_zero() -> None:
    free = key_figures(DAY, [], [], [], NO_PIECES)
    assert (free.availability, free.performance, free.quality, free.oee, free.mtbf) == (None,) * 5
    assert figures((Use.IDLE, 6, 14)).oee == 0


def test_more_good_pieces_than_produced_are_refused() -> None:
    with pytest.raises(ValueError, match="good pieces"):
        Production([Made(3, timedelta(seconds=1))], 4)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_is_the_plants_day_even_when_clocks_change(day: date, hours: int) -> None:
    assert day_span(day, ZoneInfo("Europe/Berlin")).duration == timedelta(hours=hours)


HOURS = st.integers(-4 * 60, 28 * 60).map(lambda minutes: minutes / 60)
SPANS = st.tuples(HOURS, HOURS).map(lambda pair: span(min(pair), max(pair)))
STATES = st.builds(StateSpan, st.sampled_from([Use.RUN, Use.IDLE, Use.ABNORMAL, Use.OFF]), SPANS)
PRODUCED = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(
    lambda pair: Production([Made(max(pair), timedelta(seconds=40))], min(pair))
)


@given(st.lists(STATES, max_size=8), st.lists(SPANS, max_size=3), st.lists(SPANS, max_size=2), PRODUCED)
def test_identities_hold(told: list[StateSpan], shifts: list[Span], stops: list[Span], made: Production) -> None:
    day = key_figures(DAY, told, shifts, stops, made)
    assert sum(day.durations.values(), timedelta()) == DAY.duration
    assert day.availability is None or 0 <= day.availability <= 1
    assert day.performance is None or day.performance <= 1 or day.too_fast
    if day.availability and day.performance is not None and day.quality is not None:
        assert day.oee == pytest.approx(day.availability * day.performance * day.quality)
        good_time = made.good * made.made[0].ideal_cycle
        assert day.oee == pytest.approx(good_time / day.planned)


@given(st.lists(STATES, max_size=8), st.lists(SPANS, max_size=3))
def test_the_uses_of_a_day_follow_each_other_without_hole(told: list[StateSpan], shifts: list[Span]) -> None:
    parts = day_uses(DAY, told, shifts, [])
    assert (parts[0].span.start, parts[-1].span.end) == (DAY.start, DAY.end)
    assert all(a.span.end == b.span.start for a, b in pairwise(parts))


@given(st.lists(STATES, max_size=8))
def test_at_each_moment_the_state_that_began_last_and_still_lasts_holds(told: list[StateSpan]) -> None:
    ordered = sorted(told, key=lambda each: each.span.start)
    for part in day_uses(DAY, told, [DAY], []):
        lasting = [each.use for each in ordered if each.span.start <= part.span.start < each.span.end]
        assert part.use is (lasting[-1] if lasting else Use.UNKNOWN)


@given(st.lists(SPANS, max_size=6), HOURS)
def test_joined_spans_cover_the_same_time_without_overlap(spans: list[Span], hour: float) -> None:
    at = span(hour, hour).start
    merged = joined(spans)
    assert covers(merged, at) == covers(spans, at)
    assert all(a.end < b.start for a, b in pairwise(merged))


def test_pieces_are_reckoned_with_the_cycle_that_was_valid_for_them_and_not_at_all_where_one_is_unknown() -> None:
    slow, fast, unknown = Made(30, timedelta(minutes=1)), Made(90, timedelta(seconds=20)), Made(1, None)
    assert figures((Use.RUN, 6, 7), made=Production([slow, fast], 120)).performance == pytest.approx(1)
    assert figures((Use.RUN, 6, 7), made=Production([slow, unknown], 31)).performance is None
    assert figures((Use.RUN, 6, 7), made=Production([Made(0, timedelta(minutes=1))], 0)).performance == 0
