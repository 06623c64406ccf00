"""FC-2: rows of history that can't be right are told apart before they spoil a forecast."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_forecasting.model.reach import FirstYearRefused, Reach, check_first_year
from headrace_forecasting.model.sale import Counted, Sale, StockOut

TODAY = date(2026, 3, 2)
TOMORROW, THE_DAY_AFTER = TODAY + timedelta(1), TODAY + timedelta(2)
REACH = Reach.on(TODAY, None)
PIECES, KILOS = Counted("EA", 0), Counted("KG", 3)


def sale(quantity: object = 3, unit: str = "EA", day: date = TODAY) -> Sale:
    return Sale("SO-1", "BIKE", "velo", day, Quantity(Decimal(str(quantity)), unit), None)


@pytest.mark.parametrize("day", [date(2016, 1, 1), TODAY, TOMORROW])
@pytest.mark.parametrize("quantity", ["3", "-2", "3.000", "1000000000"])
def test_sales_and_returns_of_days_that_have_begun_somewhere_are_right(quantity: str, day: date) -> None:
    assert sale(quantity, day=day).problem(PIECES, REACH) is None
    assert sale("0.000001", "KG", day).problem(KILOS, REACH) is None


@pytest.mark.parametrize(
    ("row", "counted", "field"),
    [
        (sale(), None, "item"),
        (sale(day=THE_DAY_AFTER), PIECES, "day"),
        (sale(day=date.max), PIECES, "day"),
        (sale(day=date(2015, 12, 31)), PIECES, "day"),
        (sale(day=date(206, 3, 3)), PIECES, "day"),
        (sale(day=date.min), PIECES, "day"),
        (sale(unit="KG"), PIECES, "quantity.unit"),
        (sale(0), PIECES, "quantity.value"),
        (sale("0.5"), PIECES, "quantity.value"),
        (sale("0.0000001", "KG"), KILOS, "quantity.value"),
        (sale("1e30"), PIECES, "quantity.value"),
        (sale("1e-999999", "KG"), KILOS, "quantity.value"),
        (StockOut("BIKE", TODAY, TODAY), None, "item"),
        (StockOut("BIKE", TODAY, TODAY - timedelta(1)), PIECES, "last_day"),
        (StockOut("BIKE", TODAY, THE_DAY_AFTER), PIECES, "last_day"),
        (StockOut("BIKE", date.min, TODAY), PIECES, "first_day"),
    ],
)
def test_a_wrong_row_names_its_field(row, counted, field) -> None:
    problem = row.problem(counted, REACH)
    assert problem is not None
    assert problem.field == field


def test_a_row_of_too_long_ago_says_where_history_begins_and_how_to_mend_it() -> None:
    problem = sale(day=date(2006, 3, 6)).problem(PIECES, REACH)
    assert problem is not None
    assert str(problem.detail) == (
        "2006-03-06 is before 2016-01-01, where history begins; mend the date, or let history begin earlier"
    )
    assert sale(day=date(2006, 3, 6)).problem(PIECES, Reach.on(TODAY, 2006)) is None


@given(st.integers(-(10**9), 10**9), st.dates())
def test_history_never_reaches_further_back_than_twenty_years(year: int, today: date) -> None:
    reach = Reach.on(min(today, date(9999, 12, 30)), year or None)
    assert reach.last.year - reach.first.year <= 21
    if today.year - 20 <= year <= today.year:
        check_first_year(year, today)
    else:
        with pytest.raises(FirstYearRefused, match=str(today.year)):
            check_first_year(year, today)
