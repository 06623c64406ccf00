"""PLT-1, PLT-4: a request is answered in the language that it asks for."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, get_args

import pytest
from pydantic import AwareDatetime, BaseModel, Field, ValidationError, field_validator
from pydantic_core import core_schema

from headrace_chassis import validation
from headrace_contracts.messages import CATALOGUE, Language, in_words, say
from headrace_contracts.messages.accepted import preferred


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("zh", Language.ZH),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("en-GB,en;q=0.9,zh;q=0.8", Language.EN),
        ("de, zh;q=0.5", Language.ZH),
        ("en;q=0.1, ZH-hant;q=0.2", Language.ZH),
        ("zh;q=0", Language.EN),
        ("*", Language.EN),
        ("de", Language.EN),
        ("", Language.EN),
        (";;q=,zh\x00", Language.EN),
        ("zh" * 10_000, Language.EN),
    ],
)
def test_the_best_of_our_languages_is_spoken(accepted, spoken):
    assert preferred(accepted) is spoken


class Shape(BaseModel):
    model_config = {"extra": "forbid"}

    code: str = Field("abc", min_length=3, max_length=4, pattern="^[a-z]+$")
    count: int = Field(1, ge=1, lt=10)
    price: Decimal = Field(Decimal(1), gt=0, max_digits=6, decimal_places=2)
    day: date = Field(date(2026, 1, 1), ge=date(2000, 1, 1))
    at: AwareDatetime | None = None
    kind: Literal["make", "buy"] = "make"
    size: Literal["small", "medium", "large"] = "small"
    parts: list[int] = Field([1], min_length=1, max_length=2)
    done: bool = False
    word: str = ""

    @field_validator("word")
    @classmethod
    def _polite(cls, word: str) -> str:
        if word == "darn":
            raise ValueError(say("chassis.give-an-amount"))
        return word


WRONG: list[dict[str, Any]] = [
    {"code": "ab"},
    {"code": "abcde"},
    {"code": "ABC"},
    {"code": 1},
    {"count": 0},
    {"count": 10},
    {"count": 1.5},
    {"count": "x"},
    {"price": 0},
    {"price": "1.234"},
    {"price": "123456789"},
    {"price": "x"},
    {"day": "1999-12-31"},
    {"day": "2026-13-01"},
    {"at": "2026-01-01T00:00:00"},
    {"at": "soon"},
    {"kind": "sell"},
    {"size": "huge"},
    {"parts": []},
    {"parts": [1, 2, 3]},
    {"parts": 1},
    {"done": "perhaps"},
    {"unknown": 1},
    {"word": "darn"},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_is_wrong_with_a_value_is_said_in_english_as_pydantic_does_and_in_chinese(wrong):
    with pytest.raises(ValidationError) as refused:
        Shape.model_validate(wrong)
    for error in refused.value.errors():
        assert in_words(validation.said(error)) == error["msg"]
        chinese = in_words(validation.said(error), Language.ZH)
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert not re.search("[A-Za-z]{2,} [A-Za-z]{2,}", chinese)


def test_choices_are_told_in_the_language_too():
    with pytest.raises(ValidationError) as refused:
        Shape.model_validate({"size": "huge"})
    (error,) = refused.value.errors()
    assert in_words(validation.said(error), Language.ZH) == "应为以下之一：'small'、'medium'、'large'"


def test_every_type_of_error_that_pydantic_knows_has_its_words():
    assert [kind for kind in get_args(core_schema.ErrorType) if not CATALOGUE.knows(f"validation.{kind}")] == []


def test_a_moment_that_bounds_another_is_told(monkeypatch):
    class Bounded(BaseModel):
        at: datetime = Field(ge=datetime(2026, 1, 1))  # noqa: DTZ001 - as a shape may say it

    with pytest.raises(ValidationError) as refused:
        Bounded.model_validate({"at": "2025-01-01T00:00:00"})
    assert in_words(validation.said(refused.value.errors()[0]), Language.ZH) == "应大于或等于 2026-01-01T00:00:00"
