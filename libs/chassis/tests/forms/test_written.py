"""PLT-8: a stored form that changes without a new number is told; what old bodies can bear needs none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import MetaData, Table

from headrace_chassis.forms import StoredForm
from headrace_chassis.forms.written import breaches, written


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


MoreColours = StrEnum("Colour", {"RED": "red", "BLUE": "blue", "GREEN": "green"})  # type: ignore[misc]
FewerColours = StrEnum("Colour", {"RED": "red"})  # type: ignore[misc]


@dataclass
class Line:
    item: str
    amount: Decimal


@dataclass
class Before:
    lines: tuple[Line, ...]
    due: date | None = None
    colour: Colour = Colour.RED


@dataclass
class WithMore(Before):
    note: str = ""


@dataclass
class MoreToChoose(Before):
    colour: MoreColours = MoreColours.RED  # type: ignore


@dataclass
class LessToChoose(Before):
    colour: FewerColours = FewerColours.RED  # type: ignore


@dataclass
class Row:
    item: str
    amount: Decimal


@dataclass
class CalledOtherwise(Before):
    lines: tuple[Row, ...]  # type: ignore[assignment]


@dataclass
class Needing:
    lines: tuple[Line, ...]
    owner: str
    due: date | None = None
    colour: Colour = Colour.RED


@dataclass
class Renamed:
    lines: tuple[Line, ...]
    needed: date | None = None
    colour: Colour = Colour.RED


@dataclass
class Retyped:
    lines: tuple[str, ...]
    due: date | None = None
    colour: Colour = Colour.RED


@dataclass
class OtherDefault(Before):
    colour: Colour = Colour.BLUE


def form(kind: type[Any], *upcasts: Any) -> dict[str, Any]:
    return written(StoredForm("thing", kind, Table("thing", MetaData()), upcasts))


@pytest.mark.parametrize("kind", [Before, WithMore, MoreToChoose, CalledOtherwise])
def test_what_earlier_bodies_can_bear_needs_no_new_form(kind):
    assert breaches(form(Before), form(kind)) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Needing, "stored.owner is new and has no default"),
        (Renamed, "stored.due was 'date | null = null' and is not there"),
        (Retyped, "stored.lines was '[Line]' and is '[string]'"),
        (LessToChoose, "Colour has no 'blue' any more"),
        (OtherDefault, """stored.colour was 'Colour = "red"' and is 'Colour = "blue"'"""),
    ],
)
def test_what_earlier_bodies_can_not_bear_is_told(kind, words):
    assert words in breaches(form(Before), form(kind))
    assert breaches(form(Before), form(kind, dict)) == []


def test_an_upcast_is_never_taken_away():
    assert breaches(form(Before, dict, dict), form(Before, dict)) == [
        "form 2 comes after form 3: upcasts are never taken away"
    ]


@dataclass
class Strict:
    amount: int

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError("above zero, from now on")


def test_a_body_from_before_a_rule_is_read_though_nothing_like_it_is_made_any_more():
    stored = StoredForm("thing", Strict, Table("thing", MetaData()))
    assert stored.load({"amount": 0}, "t").amount == 0
    with pytest.raises(ValueError, match="from now on"):
        Strict(0)
