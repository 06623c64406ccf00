"""PDM-10: files are moved by the days of nearly all their lines, never by those of a few with a wrong year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_journey import adventure_works
from headrace_journey.worlds.files.span import FAR, last_of

from .tiny import FILES, write

TODAY = date(2026, 11, 21)
START = date(2025, 1, 1)


def every(days: int, times: int) -> list[date]:
    return [START + timedelta(days=days * number) for number in range(times)]


@pytest.mark.parametrize("slip", [date(2035, 4, 20), date(2026, 4, 20), date(2199, 12, 31)])
def test_one_wrong_year_does_not_count(slip):
    days = every(1, 112)
    assert last_of([slip, *days]) == days[-1]


def test_a_few_among_many_do_not_count_and_many_do():
    days, later = every(1, 990), date(2040, 1, 1)
    assert last_of([*days, *[later] * 30]) == days[-1]
    assert last_of([*days, *[later] * 31]) == later


def test_two_wrong_years_do_not_count_though_they_lie_far_apart():
    days = every(1, 20)
    assert last_of([*days, date(2035, 1, 1), date(2095, 1, 1)]) == days[-1]


def test_a_wrong_month_among_many_days_does_not_count():
    days = every(1, 112)
    assert last_of([*days, days[-1] + timedelta(days=53)]) == days[-1]
    assert last_of([*every(1, 50), every(1, 50)[-1] + timedelta(days=53)]) != every(1, 50)[-1]


@pytest.mark.parametrize("days", [every(1, 3), every(200, 5), [START, START + 2 * FAR], [START], [START] * 9])
def test_who_sells_seldom_has_no_wrong_year(days):
    assert last_of(days) == days[-1]


def test_a_year_without_sales_is_no_wrong_year_when_many_came_after():
    days = [*every(1, 50), *(date(2027, 1, 1) + timedelta(days=n) for n in range(20))]
    assert last_of(days) == days[-1]


@given(st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), min_size=3, max_size=40), st.dates(date(1900, 1, 1)))
def test_at_most_two_of_a_few_lines_are_left_behind(days, other):
    found = last_of([*days, other])
    assert found is not None
    assert sum(day > found for day in [*days, other]) <= 2


def test_the_line_is_named_and_the_rest_lies_where_it_lay(tmp_path):
    good = adventure_works(write(tmp_path / "good" / "Makers")).on(TODAY)
    heads = FILES["purchase_order_header"] + "3,7,2031-01-01,\n"
    sales = FILES["sales"] + "2029-06-30,S4,1,TB-1,Lee,1,99.995\n"
    world = adventure_works(write(tmp_path / "bad" / "Makers", purchase_order_header=heads, sales=sales)).on(TODAY)
    assert [(*fault.origin, fault.column) for fault in world.faults] == [
        ("purchase_order_header.csv", 4, "order_date"),
        ("sales.csv", 5, "order_date"),
    ]
    detail = "2029-06-30 lies far after all other days here, which end on 2019-06-30; mend it"
    assert world.faults[1].detail == detail
    assert world.sales_history.rows == good.sales_history.rows
    assert world.purchase_history.rows == good.purchase_history.rows


def test_a_line_that_is_due_far_in_the_future_moves_no_other_and_is_kept(tmp_path):
    good = adventure_works(write(tmp_path / "good" / "Makers")).on(TODAY)
    lines = FILES["purchase_order_detail"] + "1,3,2022-01-10,100,3,1.9876,0,0\n"
    world = adventure_works(write(tmp_path / "open" / "Makers", purchase_order_detail=lines)).on(TODAY)
    assert world.faults == []
    assert world.purchase_history.rows[:-1] == good.purchase_history.rows
    assert world.purchase_history.rows[-1]["due"] == (TODAY + timedelta(days=334)).isoformat()
    assert "lines of purchase_order_detail.csv are due only after the first day" in world.assumptions
