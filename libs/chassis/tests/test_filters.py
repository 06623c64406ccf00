"""PLT-1: lists are narrowed by the columns that are asked for."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel
from sqlalchemy import Column, MetaData, Table, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY

from headrace_chassis.web.filters import matching

TABLE = Table("paper", MetaData(), Column("state", Text), Column("order_id", Text), Column("items", ARRAY(Text)))


class State(StrEnum):
    OPEN = "open"


class Wanted(BaseModel):
    state: State | None = None
    order: str | None = None
    item: str | None = None


def conditions(**wanted: str) -> list[str]:
    found = matching(TABLE, Wanted(**wanted), order="order_id", item="items")
    dialect = postgresql.dialect()
    return [str(condition.compile(dialect=dialect, compile_kwargs={"literal_binds": True})) for condition in found]


def test_what_is_given_must_be_equal_in_the_column_of_its_name_or_the_one_named():
    assert conditions(state="open", order="ord_1") == ["paper.state = 'open'", "paper.order_id = 'ord_1'"]


def test_in_an_array_it_is_one_of_several():
    assert conditions(item="BIKE") == ["paper.items @> ARRAY['BIKE']"]


def test_what_is_not_given_or_empty_asks_for_nothing():
    assert conditions() == conditions(order="") == []
