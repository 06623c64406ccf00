"""Lists come in pages: `?limit&cursor` in, `{items, next_cursor}` out."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel

from headrace_contracts.errors import RuleBroken

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
    """`after` is the key of the last item of the page before, '' on the first."""

    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None,
    ) -> None:
        self.limit = limit
        self.after = _decoded(cursor) if cursor else ""

    def after_as(self, form: Callable[[str], U]) -> U:
        """`after` as what the list is ordered by: a number, a moment. Raises BadCursor."""
        try:
            return form(self.after)
        except ValueError as error:
            raise BadCursor("The cursor was given out by another list. Begin without one.") from error

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
        return Listed[Any](items=items, next_cursor=_encoded(key(items[-1])) if more else None)


Page = Annotated[PageRequest, Depends()]


def of_parts(*parts: str) -> str:
    """One key of several texts, whatever signs they have in them."""
    return json.dumps(parts)


def _encoded(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError as error:
        raise BadCursor(f"cursor {cursor!r} was not given out by this list. Begin without one.") from error
