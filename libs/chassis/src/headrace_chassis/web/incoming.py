"""A request as it comes in: not too long, JSON in UTF-8, not nested without end; its numbers stay exact."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from itertools import accumulate, count
from operator import sub
from typing import Any

from starlette.requests import Request
from starlette.types import Receive, Scope

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, say

SMALL = 16 << 10  # for calls without a token
LIMIT = 1 << 20
LARGE = 8 << 20  # for many rows at once, and so the most that the gateway lets through
DEPTH = 32
DEPTH_OF_ROWS = 920  # each is refused alone when it is deeper than DEPTH; beyond this Python itself reads no JSON
FIELDS = 200
EXPONENT = 400


class TooLarge(RuleBroken):
    """The request is too large."""

    status = 413

    @classmethod
    def beyond(cls, limit: int) -> TooLarge:
        size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"
        return cls(say("chassis.at-most", size=size))


class Unreadable(RuleBroken):
    """The body can't be read."""

    status = 400


class Incoming(Request):
    """Raises TooLarge before more than the limit is kept, Unreadable before anything is made of the body.

    The rows of a body, in its field `rows_in`, may have any shape: they are looked at one by one later.
    """

    def __init__(self, scope: Scope, receive: Receive, limit: int, rows_in: str | None = None) -> None:
        super().__init__(scope, receive)
        self._limit = limit
        self._rows_in = rows_in

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await self._within_limit()
        return self._body

    async def _within_limit(self) -> bytes:
        length = self.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > self._limit:
            raise TooLarge.beyond(self._limit)
        parts, size = [], 0
        async for part in self.stream():
            parts.append(part)
            size += len(part)
            if size > self._limit:
                raise TooLarge.beyond(self._limit)
        return b"".join(parts)

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = parsed(await self.body(), self._rows_in)
        return self._json

    async def read(self) -> None:
        """Ahead of those who will ask for it, so that what is wrong with the body is said in our words."""
        if await self.body() and "json" in self.headers.get("content-type", ""):
            await self.json()


def parsed(body: bytes, rows_in: str | None = None) -> Any:
    if deeper_than(DEPTH if rows_in is None else DEPTH_OF_ROWS, body):
        raise Unreadable(say("chassis.body-too-deep", depth=DEPTH))
    try:
        value = _DECODER.decode(body.decode())
    except UnicodeDecodeError as error:
        raise Unreadable(say("chassis.not-utf8", start=error.start)) from error
    except RecursionError as error:
        raise Unreadable(say("chassis.body-too-deep", depth=DEPTH)) from error
    except ValueError as error:
        raise Unreadable(_not_json(error)) from error
    if wrong := misshapen(without(value, rows_in)):
        raise Unreadable(say("chassis.body", wrong=wrong))
    return value


def _not_json(error: ValueError) -> Message:
    """The parser's own words are in English only: where it stopped says enough."""
    return say("chassis.not-json", line=getattr(error, "lineno", 1), column=getattr(error, "colno", 1))


def deeper_than(depth: int, body: bytes) -> bool:
    """Whether JSON is nested deeper, before anything is made of it. Brackets in its texts are told from others only
    when it seems so; who hides depth by them is found out later, by `misshapen`."""
    if body.count(b"[") + body.count(b"{") <= depth:
        return False
    return _depth(body) > depth and _depth(_TEXTS.sub(b"", body)) > depth


def _depth(body: bytes) -> int:
    steps = body.translate(_STEPS, _NO_BRACKETS)
    return max(map(sub, accumulate(steps), count(1)), default=0)


def without(value: Any, field: str | None) -> Any:
    """A body less one of its fields."""
    if field is None or not isinstance(value, dict):
        return value
    return {name: each for name, each in value.items() if name != field}


def misshapen(value: Any) -> Message | None:
    """What is wrong with the shape of a value of JSON, or None."""
    level = _containers([value])
    for _ in range(DEPTH):
        if not level:
            return None
        if any(len(one) > FIELDS for one in level if isinstance(one, dict)):
            return say("chassis.many-fields", fields=FIELDS)
        level = _containers(each for one in level for each in (one.values() if isinstance(one, dict) else one))
    return say("chassis.too-deep", depth=DEPTH)


def _containers(values: Iterable[Any]) -> list[Any]:
    return [one for one in values if isinstance(one, (dict, list))]


def _exact(text: str) -> Decimal:
    """As it was written; an exponent of millions becomes one that is refused as well, but can be worked with."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")
    if not number or abs(number.adjusted()) <= EXPONENT:
        return number or Decimal(0)
    return Decimal((number.is_signed(), (1,), EXPONENT if number.adjusted() > 0 else -EXPONENT))


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= EXPONENT else _exact(text)


_TEXTS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = bytes.maketrans(b"[{]}", b"\2\2\0\0")  # less one: a step down, or up
_DECODER = json.JSONDecoder(parse_float=_exact, parse_int=_whole)
