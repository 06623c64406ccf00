"""Prices at the door: exact, finer than a cent, in the currencies of ISO 4217 (SRM-3, PDM-1)."""

import pytest
from pydantic import ValidationError

from headrace_chassis.web.prices import PriceBody, PriceView


@pytest.mark.parametrize(
    ("body", "view"),
    [
        ({"amount": "0.0125", "currency": "EUR"}, {"amount": "0.0125", "currency": "EUR", "minor": None}),
        ({"minor": 125, "currency": "EUR"}, {"amount": "1.25", "currency": "EUR", "minor": 125}),
        ({"amount": "1.234", "currency": "OMR"}, {"amount": "1.234", "currency": "OMR", "minor": 1234}),
        ({"amount": "1500", "currency": "CLP"}, {"amount": "1500", "currency": "CLP", "minor": 1500}),
        ({"minor": 3_000_000_000, "currency": "VND"}, {"amount": "3000000000", "currency": "VND", "minor": 3000000000}),
    ],
)
def test_a_price_is_shown_as_it_was_given(body, view):
    shown = PriceView.of(PriceBody.model_validate(body).price).model_dump(mode="json")
    assert shown == view
    assert PriceView.of(PriceBody.model_validate(shown).price).model_dump(mode="json") == view


@pytest.mark.parametrize(
    "body",
    [
        {"currency": "EUR"},
        {"amount": "1", "minor": 1, "currency": "EUR"},
        {"amount": "-1", "currency": "EUR"},
        {"amount": "1e30", "currency": "EUR"},
        {"amount": "0.00000000001", "currency": "EUR"},
        {"amount": "1", "currency": "eur"},
        {"amount": "1", "currency": "XAU"},
    ],
)
def test_what_is_no_price_is_refused(body):
    with pytest.raises(ValidationError):
        PriceBody.model_validate(body)
