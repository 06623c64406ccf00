"""Lists come in pages: `?limit&cursor` in, `{items, next_cursor}` out."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

SEAL = 6
T = TypeVar("T")
U = TypeVar("U")


class BadCursor(RuleBroken):
    """The cursor is not one that a list gave out."""


class Listed(BaseModel, Generic[T]):
    """`next_cursor` is null on the last page."""

    model_config = {"arbitrary_types_allowed": True}

    items: list[T]
    next_cursor: str | None

    def map(self, form: Callable[[T], U]) -> Listed[U]:
        return Listed[Any](items=[form(item) for item in self.items], next_cursor=self.next_cursor)


class PageRequest:
    """`after` is the key of the last item of the page before, '' on the first. A cursor is good in `listing` only."""

    def __init__(self, limit: int, cursor: str | None = None, listing: str = "") -> None:
        self.limit = limit
        self._listing = listing.encode()
        self.after = self._decoded(cursor) if cursor else ""

    def after_as(self, form: Callable[[str], U]) -> U:
        """`after` as what the list is ordered by: a number, a moment. Raises BadCursor."""
        try:
            return form(self.after)
        except ValueError as error:
            raise self._bad_cursor() from error

    def after_parts(self, count: int) -> tuple[str, ...]:
        """`after` of a list that is ordered by several texts, its key made by `of_parts`. Raises BadCursor."""

        def parts(text: str) -> tuple[str, ...]:
            found = json.loads(text)
            if not isinstance(found, list) or len(found) != count or not all(isinstance(part, str) for part in found):
                raise ValueError(text)
            return tuple(found)

        return self.after_as(parts)

    def of(self, whole: Iterable[T], key: Callable[[T], str]) -> Listed[T]:
        """The page of a short list that is at hand whole, in the order of its keys."""
        rest = sorted((item for item in whole if key(item) > self.after), key=key)
        return self.listed(rest[: self.limit + 1], key)

    def listed(self, found: Sequence[T], key: Callable[[T], str]) -> Listed[T]:
        """Make the page from up to limit + 1 items found: one too many says that there is more."""
        more = len(found) > self.limit
        items = list(found[: self.limit])
        return Listed[Any](items=items, next_cursor=self._encoded(key(items[-1])) if more else None)

    def _encoded(self, key: str) -> str:
        raw = key.encode()
        return base64.urlsafe_b64encode(self._seal(raw) + raw).decode().rstrip("=")

    def _decoded(self, cursor: str) -> str:
        """Raises BadCursor."""
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            seal, key = raw[:SEAL], raw[SEAL:].decode()
        except ValueError as error:
            raise self._bad_cursor() from error
        if seal != self._seal(raw[SEAL:]) or "\x00" in key:
            raise self._bad_cursor()
        return key

    def _seal(self, key: bytes) -> bytes:
        """Tells a cursor of another list, and one that nobody gave out; it keeps no secret."""
        return hashlib.blake2b(self._listing + b"\n" + key, digest_size=SEAL).digest()

    def _bad_cursor(self) -> BadCursor:
        return BadCursor(say("chassis.bad-cursor"))


def of_parts(*parts: str) -> str:
    """One key of several texts, whatever signs they have in them."""
    return json.dumps(parts)
