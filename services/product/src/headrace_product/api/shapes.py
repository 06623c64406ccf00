"""Shapes that several kinds of product data share."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from headrace_contracts.values import Money


# A code is part of a path, so it has no slash; blanks at its ends are a slip of the file it came from.
def _is_code(text: str) -> str:
    if not 1 <= len(text) <= 64 or text != text.strip() or any(c in text for c in "/\r\n\t"):
        message = "a code has 1 to 64 characters, no slash, no tab or line break, and no blank at its ends"
        raise ValueError(message)
    return text


Code = Annotated[str, AfterValidator(_is_code)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Minutes = Annotated[float, Field(ge=0, allow_inf_nan=False)]


def _is_price(money: Money) -> Money:
    if money.minor < 0:
        raise ValueError(f"{money} is negative")
    if not re.fullmatch("[A-Z]{3}", money.currency):
        raise ValueError(f"{money.currency!r} is not an ISO 4217 currency code")
    return money


Price = Annotated[Money, AfterValidator(_is_price)]
