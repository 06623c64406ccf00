"""MES-2: work is placed on the days work centres have room."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_mes.model.operation import DayLoad
from headrace_mes.model.scheduling import Calendar, Delay, NoCalendar, NoCapacity, Work, days_down, schedule
from headrace_planning.model.items import PlantCalendar

from .shop import MONDAY

WEEK = PlantCalendar("P1")
TUESDAY = MONDAY + timedelta(1)
FRIDAY = MONDAY + timedelta(4)
NEXT_MONDAY = MONDAY + timedelta(7)


def calendar(name: str, booked: dict[date, int] | None = None) -> Calendar:
    return Calendar(name, Decimal(480), WEEK, {day: Decimal(minutes) for day, minutes in (booked or {}).items()})


def shop(*calendars: Calendar) -> dict[str, Calendar]:
    return {each.work_centre: each for each in calendars}


def work(sequence: int, centre: str, minutes: int) -> Work:
    return Work(sequence, centre, Decimal(minutes))


def test_work_that_fits_is_done_on_one_day_one_after_the_other():
    plan = schedule([work(10, "A", 200), work(20, "B", 280)], shop(calendar("A"), calendar("B")), MONDAY)
    assert (plan.start, plan.finish) == (MONDAY, MONDAY)


def test_an_operation_has_only_what_the_one_before_left_of_the_day():
    plan = schedule([work(10, "A", 300), work(20, "B", 280)], shop(calendar("A"), calendar("B")), MONDAY)
    assert plan.operations[1].loads == (DayLoad(MONDAY, Decimal(180)), DayLoad(TUESDAY, Decimal(100)))


def test_booked_minutes_are_not_sold_twice():
    plan = schedule([work(10, "A", 100)], shop(calendar("A", {MONDAY: 480, TUESDAY: 430})), MONDAY)
    loads = plan.operations[0].loads
    assert [(load.day, load.minutes) for load in loads] == [(TUESDAY, 50), (MONDAY + timedelta(2), 50)]


def test_nothing_is_done_at_the_week_end():
    plan = schedule([work(10, "A", 600)], shop(calendar("A")), FRIDAY)
    assert [load.day for load in plan.operations[0].loads] == [FRIDAY, NEXT_MONDAY]


def test_the_operations_follow_their_sequence():
    plan = schedule([work(20, "A", 480), work(10, "A", 480)], shop(calendar("A")), MONDAY)
    assert [(op.sequence, op.start) for op in plan.operations] == [(10, MONDAY), (20, TUESDAY)]


def test_an_operation_without_time_takes_none():
    plan = schedule([work(10, "A", 480), work(20, "B", 0)], shop(calendar("A"), calendar("B")), MONDAY)
    assert plan.finish == MONDAY


def test_a_work_centre_that_is_down_moves_the_finish():
    jobs = [work(10, "A", 480), work(20, "B", 480)]
    down = calendar("B").down(days_down(WEEK, MONDAY, 4))
    before, after = (
        schedule(jobs, shop(calendar("A"), calendar("B")), MONDAY),
        schedule(jobs, shop(calendar("A"), down), MONDAY),
    )
    assert (before.finish, after.finish, Delay(before, after).days_later) == (TUESDAY, FRIDAY, 3)


def test_work_that_is_taken_off_a_calendar_leaves_its_minutes_free():
    loads = [DayLoad(MONDAY, Decimal(100)), DayLoad(MONDAY, Decimal(80))]
    full = calendar("A", {MONDAY: 60}).booking(loads)
    assert full.booked_on(MONDAY) == 240
    assert full.without(loads).booked == {MONDAY: 60}


def test_a_work_centre_without_a_calendar_or_hours_is_named():
    with pytest.raises(NoCalendar, match="work centre B of operation 20 has no calendar"):
        schedule([work(20, "B", 1)], shop(calendar("A")), MONDAY)
    with pytest.raises(NoCapacity, match="no room for 1 minutes"):
        schedule([work(20, "B", 1)], shop(Calendar("B", Decimal(0), WEEK)), MONDAY)
    with pytest.raises(NoCapacity, match="all finished"):
        schedule([], {}, MONDAY)


def test_days_that_a_repair_takes_are_working_days():
    assert days_down(WEEK, FRIDAY, 2) == {FRIDAY, NEXT_MONDAY}
    assert days_down(WEEK, FRIDAY + timedelta(1), 1) == {NEXT_MONDAY}
    assert len(days_down(WEEK, MONDAY, 10**9)) < 10 * 366


def test_what_was_planned_on_a_day_off_or_is_behind_counts_on_the_next_working_day():
    saturday = FRIDAY + timedelta(1)
    assert calendar("A").counted_on(saturday, MONDAY) == NEXT_MONDAY
    assert calendar("A").counted_on(MONDAY, saturday) == NEXT_MONDAY
    assert calendar("A").counted_on(TUESDAY, MONDAY) == TUESDAY
    plan = schedule([work(10, "A", 0)], shop(calendar("A")), saturday)
    assert plan.start == NEXT_MONDAY


JOBS = st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 1500)), min_size=1, max_size=6)
BOOKED = st.dictionaries(st.integers(0, 15).map(lambda n: MONDAY + timedelta(n)), st.integers(0, 600))


@settings(max_examples=80)
@given(JOBS, BOOKED, st.integers(0, 9))
def test_all_work_is_placed_in_order_and_no_day_is_overfilled(jobs, booked, down):
    centres = shop(calendar("A", booked), calendar("B").down(days_down(WEEK, MONDAY, down)))
    works = [work(10 * n, centre, minutes) for n, (centre, minutes) in enumerate(jobs, 1)]
    plan = schedule(works, centres, MONDAY)
    used: dict[tuple[str, date], Decimal] = {}
    for job, done in zip(works, plan.operations, strict=True):
        assert sum(load.minutes for load in done.loads) == job.minutes
        for load in done.loads:
            key = (job.work_centre, load.day)
            used[key] = used.get(key, Decimal(0)) + load.minutes
    for (centre, day), minutes in used.items():
        free = centres[centre].minutes_on(day) - centres[centre].booked_on(day)
        assert minutes == 0 or minutes <= free
    for before, after in zip(plan.operations, plan.operations[1:], strict=False):
        assert before.finish <= after.start
