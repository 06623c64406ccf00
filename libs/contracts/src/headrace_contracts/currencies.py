"""Currencies by ISO 4217: which codes there are, and into how many parts each is divided."""

from __future__ import annotations

from iso4217 import Currency

_DIGITS = {currency.code: currency.exponent for currency in Currency if currency.exponent is not None}
_WITHDRAWN = 2
"""Places of a currency that is in old papers only, such as BGN; nearly all of them had cents."""


def minor_digits(currency: str) -> int:
    """Decimal places of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD."""
    return _DIGITS.get(currency, _WITHDRAWN)


def is_currency(code: str) -> bool:
    """Whether money can be paid in it today: gold and test codes have no minor unit."""
    return code in _DIGITS
