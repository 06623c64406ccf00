"""Lists are narrowed by their columns: `?state=open&plant=north`."""

from __future__ import annotations

from pydantic import BaseModel
from sqlalchemy import ARRAY, ColumnElement, Table


def matching(table: Table, wanted: BaseModel, **columns: str) -> list[ColumnElement[bool]]:
    """A condition for each field of `wanted` that was given; one that is empty asks for nothing.

    A field is of the column of its name, unless `columns` names another. In an array the value is one of several.
    """
    asked = {name: value for name, value in wanted.model_dump(mode="json").items() if value not in (None, "")}
    found = [(table.c[columns.get(name, name)], value) for name, value in asked.items()]
    return [c.contains([value]) if isinstance(c.type, ARRAY) else c == value for c, value in found]
