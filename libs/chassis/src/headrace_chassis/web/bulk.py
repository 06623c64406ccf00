"""The body of a request that loads many rows at once: each row by itself has the right shape or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import Field, ValidationError, WrapValidator

from headrace_chassis import validation
from headrace_chassis.loading import Loaded
from headrace_chassis.texts import UNSTORABLE, Where, unstorable
from headrace_chassis.web.door import ByRow
from headrace_chassis.web.incoming import misshapen
from headrace_contracts.messages import Said, say

T = TypeVar("T")
MOST_ERRORS = 20  # told of one row


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A row that has not the right shape."""

    errors: list[tuple[Where, Said]]


def _apart(row: Any, validate: Callable[[Any], T]) -> T | _Wrong:
    if wrong := misshapen(row):
        return _Wrong([((), say("chassis.row", wrong=wrong))])
    if found := unstorable(row):
        return _Wrong([(where, UNSTORABLE) for where in found])
    try:
        return validate(row)
    except ValidationError as error:
        return _Wrong(
            [(one["loc"], validation.said(one)) for one in error.errors(include_url=False, include_input=False)]
        )


class BulkBody(ByRow, Generic[T]):
    """Rows of one kind, checked one by one so that a bad row does not spoil the rest."""

    rows_in: ClassVar[str] = "items"
    items: list[Annotated[T, WrapValidator(_apart)]] = Field(max_length=1000)

    def well_formed(self, loaded: Loaded) -> list[tuple[int, T]]:
        """The rows that have the right shape, with their numbers; the others are refused in `loaded`."""
        good = []
        for number, row in enumerate(self.items):
            if isinstance(row, _Wrong):
                for where, why in row.errors[:MOST_ERRORS]:
                    loaded.refuse(number, ".".join(map(str, where)), why)
            else:
                good.append((number, row))
        return good
