"""ORD-1: what can't be ordered is refused at the door, every line by its name, with what would be right."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Price, Quantity
from headrace_orders.model.order import Order
from headrace_orders.model.taking import FARTHEST_DAYS, CatalogueItem, OrderRefused, WantedLine

TODAY = date(2026, 3, 2)
SOON = TODAY + timedelta(days=5)


def sold(name: str, unit: str = "EA", decimals: int = 0, price: str = "10", currency: str = "EUR") -> CatalogueItem:
    return CatalogueItem(name, name, unit, decimals, Price(Decimal(price), currency), True, True)


CATALOGUE = {
    known.item: known
    for known in (
        sold("BIKE"),
        sold("PASTE", "KG", 3, "4"),
        sold("SCREW", price="0.0125"),
        sold("PRESS", price="30000000"),
        sold("WHEEL", currency="USD"),
    )
}


def placed(*wanted: tuple[str, str, str], due: date = SOON) -> Order:
    lines = [WantedLine(item, Quantity(Decimal(quantity), unit), due) for item, quantity, unit in wanted]
    return wanted_of(lines)


def wanted_of(lines: list[WantedLine]) -> Order:
    return Order.wanted("o", "SO-1", seller="acme", customer="velo", wanted=lines, catalogue=CATALOGUE, today=TODAY)


def refused(*wanted: tuple[str, str, str], due: date = SOON) -> list[str]:
    with pytest.raises(OrderRefused) as wrong:
        placed(*wanted, due=due)
    assert all(error.field.startswith("lines") for error in wrong.value.errors)
    return [str(error.detail) for error in wrong.value.errors]


def test_pieces_are_whole_and_the_nearest_whole_ones_are_named():
    assert refused(("BIKE", "1.5", "EA")) == ["line 1: BIKE is counted in steps of 1 EA; order 1 or 2, not 1.5 EA"]
    assert refused(("BIKE", "0.5", "EA")) == ["line 1: BIKE is counted in steps of 1 EA; order 1, not 0.5 EA"]


def test_what_is_measured_keeps_its_fraction_as_finely_as_it_is_counted():
    assert placed(("PASTE", "2.500", "KG")).lines[0].quantity.value == Decimal("2.5")
    assert refused(("PASTE", "2.0005", "KG")) == [
        "line 1: PASTE is counted in steps of 0.001 KG; order 2 or 2.001, not 2.0005 KG"
    ]


def test_a_total_is_rounded_once_for_each_line():
    assert placed(("SCREW", "10000", "EA")).total.minor == 12_500
    assert placed(("SCREW", "1", "EA"), ("SCREW", "3", "EA")).total.minor == 1 + 4


def test_a_machine_of_thirty_million_is_sold():
    order = placed(("PRESS", "2", "EA"))
    assert (order.total.minor, order.lines[0].unit_price.minor) == (6_000_000_000, 3_000_000_000)


def test_two_currencies_in_one_order_are_told_by_line_and_what_to_do():
    (told,) = refused(("BIKE", "1", "EA"), ("WHEEL", "1", "EA"), ("PASTE", "1", "KG"))
    assert told.startswith("line 2: WHEEL is priced in USD, but line 1 (BIKE) in EUR; an order has one currency, so ")


def test_days_lie_between_today_and_five_years_ahead():
    assert refused(("BIKE", "1", "EA"), due=TODAY - timedelta(days=1)) == [
        "line 1: the due date 2026-03-01 is past; today is 2026-03-02"
    ]
    last = TODAY + timedelta(days=FARTHEST_DAYS)
    assert placed(("BIKE", "1", "EA"), due=last).lines[0].due == last
    assert refused(("BIKE", "1", "EA"), due=date(9999, 12, 31)) == [
        f"line 1: the due date 9999-12-31 is too far ahead; the last is {last}"
    ]


@pytest.mark.parametrize("quantity", ["1E+22", "1E+1000", "1000000000001"])
def test_more_than_can_be_counted_is_refused(quantity: str):
    assert refused(("BIKE", quantity, "EA")) == [
        "line 1: the quantity is more than 1000000000000 EA, the most that one line may ask for; order less"
    ]


def test_more_money_than_can_be_booked_is_refused():
    assert refused(("PRESS", "1000000000000", "EA")) == [
        "the order comes to more money than can be booked at once; order less, or divide it"
    ]


numbers = st.decimals(allow_nan=False, allow_infinity=False) | st.builds(
    lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
    st.integers(0, 1),
    st.lists(st.integers(0, 9), min_size=1, max_size=60).map(tuple),
    st.integers(-999_000, 999_000) | st.integers(-9, 9),
)


@given(st.lists(st.tuples(st.sampled_from(sorted(CATALOGUE)), numbers, st.dates()), max_size=5))
def test_any_numbers_and_days_are_taken_exactly_or_refused_by_name(wanted: list[tuple[str, Decimal, date]]):
    lines = [WantedLine(item, Quantity(number, CATALOGUE[item].unit), due) for item, number, due in wanted]
    order, told = None, ""
    try:
        order = Order.wanted(
            "o", "SO-1", seller="acme", customer="velo", wanted=lines, catalogue=CATALOGUE, today=TODAY
        )
    except OrderRefused as wrong:
        told = str(wrong)
    assert len(told) < 300 * (len(lines) + 1)
    for line, (name, number, _) in zip(order.lines if order else (), wanted, strict=False):
        assert line.quantity.value == number
        assert number.scaleb(CATALOGUE[name].decimals) % 1 == 0
