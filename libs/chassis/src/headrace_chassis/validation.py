"""What pydantic found wrong with a value, as a message: in English its own words, in others ours for the same type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from headrace_contracts.messages import CATALOGUE, Message, Said, say

_CHOICE = re.compile(r"'[^']*'|[^\s,]+")
_COUNTS = ("min_length", "max_length", "max_digits", "decimal_places", "whole_digits")


def said(error: Mapping[str, Any]) -> Said:
    """One of `ValidationError.errors()`. A validator of ours raises `ValueError(say(...))`, and that is said."""
    if isinstance(error["msg"], Message):
        return error["msg"]
    code, told = f"validation.{error['type']}", error.get("ctx") or {}
    return say(code, **_facts(told)) if CATALOGUE.knows(code) else str(error["msg"])


def _facts(told: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: _fact(value) for name, value in told.items()}
    count = next((told[name] for name in _COUNTS if name in told), 1)
    facts["expected_plural"] = "" if count == 1 else "s"
    if "expected" in told:
        facts["choices"] = [choice for choice in _CHOICE.findall(str(told["expected"])) if choice != "or"]
    return facts


def _fact(value: Any) -> Any:
    if isinstance(value, Exception):
        return value.args[0] if value.args and isinstance(value.args[0], Message) else str(value)
    if isinstance(value, datetime | time):
        return value.isoformat()
    return value if isinstance(value, str | int | Decimal | date) else "more" if value is None else str(value)
