"""Text that can be kept: PostgreSQL stores no NUL, and half of a surrogate pair is no character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from headrace_contracts.messages import say

Where = tuple[str | int, ...]
WRONG = re.compile("[\x00\ud800-\udfff]")
UNSTORABLE = say("validation.unstorable")


def storable(value: Any) -> Any:
    """A value of JSON with such text replaced."""
    if isinstance(value, str):
        return WRONG.sub("\ufffd", value)
    if isinstance(value, dict):
        return {storable(name): storable(each) for name, each in value.items()}
    return [storable(each) for each in value] if isinstance(value, list) else value


def unstorable(value: Any) -> list[Where]:
    """Where in a value of JSON text stands that can't be kept: in strings at any depth, and in names."""
    try:
        if b"\\u0000" not in orjson.dumps(value, default=str):
            return []
    except TypeError:  # half of a surrogate pair, or a number that only Python knows
        pass
    return list(_found(value, ()))


def _found(value: Any, where: Where) -> Iterator[Where]:
    if isinstance(value, str) and WRONG.search(value):
        yield where
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from [(*where, storable(name))] if WRONG.search(name) else _found(each, (*where, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _found(each, (*where, number))
