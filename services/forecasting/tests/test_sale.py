"""FC-2: rows of history that can't be right are told apart before they spoil a forecast."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headrace_contracts.values import Money, Quantity
from headrace_forecasting.model.sale import Sale, StockOut

TODAY = date(2026, 3, 2)


def sale(quantity: object = 3, unit: str = "EA", day: date = TODAY, price: Money | None = None) -> Sale:
    return Sale("SO-1", "BIKE", "velo", day, Quantity(Decimal(str(quantity)), unit), price)


@pytest.mark.parametrize("quantity", ["3", "-2", "0.000001", "1000000000"])
def test_sales_and_returns_of_today_and_before_are_right(quantity: str) -> None:
    assert sale(quantity, price=Money(0, "EUR")).problem("EA", TODAY) is None


@pytest.mark.parametrize(
    ("row", "unit", "field"),
    [
        (sale(), None, "item"),
        (sale(day=TODAY + timedelta(1)), "EA", "day"),
        (sale(unit="KG"), "EA", "quantity.unit"),
        (sale(0), "EA", "quantity.value"),
        (sale("0.0000001"), "EA", "quantity.value"),
        (sale("1e30"), "EA", "quantity.value"),
        (sale(price=Money(-1, "EUR")), "EA", "price.minor"),
        (sale(price=Money(10**20, "EUR")), "EA", "price.minor"),
        (StockOut("BIKE", TODAY, TODAY), None, "item"),
        (StockOut("BIKE", TODAY, TODAY - timedelta(1)), "EA", "last_day"),
        (StockOut("BIKE", TODAY, TODAY + timedelta(1)), "EA", "last_day"),
    ],
)
def test_a_wrong_row_names_its_field(row, unit, field) -> None:
    problem = row.problem(unit, TODAY)
    assert problem is not None
    assert problem.field == field
