"""Shapes that several kinds of product data share."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from headrace_contracts.currencies import is_currency
from headrace_contracts.messages import say
from headrace_contracts.values import Money

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode's categories of what nobody sees: two codes that look alike would be two things."""


def _is_code(text: str) -> str:
    """A code is part of a path, so it has no slash; blanks at its ends are a slip of the file it came from."""
    code = unicodedata.normalize("NFC", text)
    if not 1 <= len(code) <= 64 or code != code.strip() or "/" in code or code in {".", ".."}:
        raise ValueError(say("product.code-form"))
    unseen = next((c for c in code if unicodedata.category(c) in UNSEEN), None)
    if unseen:
        raise ValueError(say("product.code-visible", sign=format(ord(unseen), "04X")))
    return code


def _is_plant(code: str) -> str:
    if "@" in code:
        raise ValueError(say("product.no-at-sign"))
    return code


Code = Annotated[str, AfterValidator(_is_code), Field(max_length=64)]
Plant = Annotated[Code, AfterValidator(_is_plant)]
Group = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
MOST_MINUTES = 10_000_000
Minutes = Annotated[float, Field(ge=0, le=MOST_MINUTES, allow_inf_nan=False)]


def _is_rate(money: Money) -> Money:
    if money.minor < 0:
        raise ValueError(say("product.negative", money=money))
    if not is_currency(money.currency):
        raise ValueError(say("product.no-currency", currency=money.currency))
    return money


Rate = Annotated[Money, AfterValidator(_is_rate)]
