"""Writing and counting sets of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, func, select, text
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.tx import Tx

_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0))")


async def in_turn(tx: Tx, what: str) -> None:
    """Wait until no other transaction has the turn at `what`, then have it until the end of this one."""
    await tx.execute(_TURN, {"turn": what})


async def put(tx: Tx, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert, or replace what stands under the same primary key; of several with one key the last one stays."""
    key = [column.name for column in table.primary_key]
    newest = {tuple(row[name] for name in key): row for row in rows}
    if not newest:
        return
    statement = insert(table)
    others = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in key}
    await tx.execute(statement.on_conflict_do_update(index_elements=key, set_=others), list(newest.values()))


async def count(tx: Tx, table: Table, *where: ColumnElement[bool]) -> int:
    return int((await tx.execute(select(func.count()).select_from(table).where(*where))).scalar_one())


async def counts(tx: Tx, column: Column[Any], values: Iterable[str], *where: ColumnElement[bool]) -> dict[str, int]:
    """How many rows have each of the values in the column; 0 where none has."""
    found = dict.fromkeys(map(str, values), 0)
    query = select(column, func.count().label("rows")).where(column.in_(found), *where).group_by(column)
    return found | {row[0]: int(row.rows) for row in await tx.execute(query)}
