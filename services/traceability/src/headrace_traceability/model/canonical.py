"""One text for one content, so that its hash can be computed again by anyone.

JSON with keys sorted by code point, no spaces, UTF-8 without escapes. Numbers are integers or decimals
written as strings, times are UTC strings with six decimals. Floats are refused: two programs may print
them apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

JsonValue = str | int | bool | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None


def canonical_json(value: JsonValue) -> bytes:
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def utc_text(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} names no zone: give the time with its offset")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value} is a float: write it as a decimal string")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _refuse_floats(part)
