"""What money, prices and units are, before any service uses them (PDM-1, SRM-3)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.currencies import is_currency, minor_digits
from headrace_contracts.units import decimals_of, too_fine
from headrace_contracts.values import Money, Price, Quantity
from headrace_contracts.wire import json_form, price_from, price_to

DIGITS = {"JPY": 0, "CLP": 0, "ISK": 0, "XOF": 0, "EUR": 2, "CNY": 2, "KWD": 3, "OMR": 3, "JOD": 3, "CLF": 4}


@pytest.mark.parametrize(("currency", "digits"), DIGITS.items())
def test_a_currency_has_the_decimals_of_iso_4217(currency, digits):
    assert minor_digits(currency) == digits
    assert Money.of("1.2345", currency).minor == round(Decimal("1.2345").scaleb(digits))


def test_gold_test_codes_and_inventions_are_no_currency():
    assert [is_currency(code) for code in ("EUR", "XAU", "XXX", "ZZZ", "eur", "")] == [True] + [False] * 5


@pytest.mark.parametrize(
    ("amount", "pieces", "total"),
    [("0.0125", 10_000, "125.00"), ("0.004", 10_000, "40.00"), ("30000000.00", 1, "30000000.00")],
)
def test_a_price_finer_than_a_cent_is_rounded_once_when_it_meets_the_quantity(amount, pieces, total):
    assert Price(Decimal(amount), "EUR").times(pieces) == Money.of(total, "EUR")


@given(st.decimals(0, 10**12, places=9))
def test_a_price_comes_back_from_the_wire_as_it_was(amount):
    price = Price(amount, "EUR")
    assert price_from(price_to(price)) == price
    assert Decimal(json_form(price)["amount"]) == amount


def test_the_price_of_an_older_event_is_its_money():
    assert Price.known(None, Money(1234, "KWD")) == Price(Decimal("1.234"), "KWD")
    exact = Price(Decimal("0.0125"), "EUR")
    assert (Price.known(exact, Money(1, "EUR")), exact.rounded) == (exact, Money(1, "EUR"))


def test_pieces_are_whole_by_whatever_name():
    assert {decimals_of(unit) for unit in ("EA", "PCS", "PC", "Stk", "C62", "h87", "件", "Set")} == {0}
    assert [decimals_of(unit) for unit in ("KG", "T", "g", "furlong")] == [3, 6, 2, 3]


@given(st.integers(0, 10**40), st.integers(0, 45), st.integers(0, 6))
def test_a_quantity_is_too_fine_when_it_has_more_decimals_than_its_unit(number, places, decimals):
    quantity = Quantity(Decimal((0, tuple(map(int, str(number))), -places)), "EA")
    finer = number * 10**decimals % 10**places != 0
    assert bool(too_fine(quantity, decimals)) == finer


def test_what_is_too_fine_is_said_in_words():
    assert str(too_fine(Quantity.of("2.5", "EA"), 0)) == "2.5 EA is part of a piece; give whole EA"
    assert str(too_fine(Quantity.of("0.1234", "KG"), 3)) == (
        "0.1234 KG is finer than it is counted; give at most 3 decimal places"
    )
    assert too_fine(Quantity.of("2.000", "EA"), 0) is None
    assert too_fine(Quantity.of("1E+3", "EA"), 0) is None
