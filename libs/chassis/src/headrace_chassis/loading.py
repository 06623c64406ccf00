"""Loading many rows at once: each row by itself right or wrong, the right ones kept, the wrong ones named."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel

from headrace_chassis.language import in_words
from headrace_contracts.errors import RuleBroken, Wrong
from headrace_contracts.messages import Said, say

T = TypeVar("T")


class Change(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"

    @classmethod
    def between(cls, before: object | None, after: object) -> Change:
        """What a row does to the thing that stood there, or to none."""
        if before is None:
            return cls.CREATED
        return cls.UNCHANGED if before == after else cls.CHANGED


class RowError(BaseModel):
    """`row` counts from 0 in the request."""

    row: int
    field: str
    detail: str


class Loaded(BaseModel):
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[RowError] = []

    def count(self, change: Change) -> None:
        setattr(self, change.value, getattr(self, change.value) + 1)

    def refuse(self, row: int, field: str, detail: Said) -> None:
        self.errors.append(RowError(row=row, field=field, detail=in_words(detail)))


def once(
    rows: Sequence[tuple[int, T]], key: Callable[[T], str | tuple[str, ...]], field: str, loaded: Loaded
) -> list[tuple[int, T]]:
    """The first row of each key; a row that names the same key again is refused in `loaded`."""
    first: dict[str | tuple[str, ...], int] = {}
    good = []
    for number, row in rows:
        name = key(row)
        earlier = first.setdefault(name, number)
        if earlier == number:
            good.append((number, row))
        else:
            said = name if isinstance(name, str) else ", ".join(filter(None, name))
            loaded.refuse(number, field, say("chassis.named-twice", earlier=earlier, name=said))
    return good


async def each(rows: Sequence[tuple[int, T]], loaded: Loaded, store: Callable[[T], Awaitable[Change]]) -> Loaded:
    """Store row by row; a rule that a row breaks is that row's error. `store` must write nothing before it raises."""
    for number, row in rows:
        try:
            loaded.count(await store(row))
        except RuleBroken as refused:
            for wrong in refused.errors or (Wrong("", refused.detail),):
                loaded.refuse(number, wrong.field, wrong.detail)
    return loaded
