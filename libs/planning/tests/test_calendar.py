"""MRP-2: lead times counted on working days."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_planning.engine.arrays import ints
from headrace_planning.engine.calendar import earliest_finish, latest_start, position, working_day

WEEK = ints([day for day in range(-70, 140) if day % 7 < 5])
days = st.integers(-120, 200)
leads = st.integers(0, 30)


def works(day):
    return day % 7 < 5 if -70 <= day <= 137 else True


@settings(deadline=None)
@given(days, leads)
def test_the_latest_start_is_the_last_working_day_that_still_arrives_in_time(due, lead):
    start = latest_start(WEEK, due, lead)
    assert works(start)
    assert earliest_finish(WEEK, start, lead) <= due
    following = next(day for day in range(start + 1, start + 9) if works(day))
    assert earliest_finish(WEEK, following, lead) > due


@settings(deadline=None)
@given(days, leads)
def test_the_earliest_finish_counts_working_days_only(start, lead):
    finish = earliest_finish(WEEK, start, lead)
    assert works(finish)
    first = next(day for day in range(start, start + 9) if works(day))
    assert sum(works(day) for day in range(first + 1, finish + 1)) == lead


@settings(deadline=None)
@given(st.integers(-300, 300))
def test_positions_and_working_days_undo_each_other_inside_and_outside_the_list(index):
    assert position(WEEK, working_day(WEEK, index)) == index + 1


def test_a_lead_time_of_nothing_moves_only_to_a_working_day():
    assert (latest_start(WEEK, 6, 0), earliest_finish(WEEK, 5, 0)) == (4, 7)
    assert np.all([latest_start(WEEK, day, 0) == day for day in range(5)])
