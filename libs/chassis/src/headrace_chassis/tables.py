"""Writing and counting sets of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, and_, asc, desc, func, select, text, true, union_all
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.tx import EVERYONE, Tx

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


async def first(
    tx: Tx, table: Table, limit: int, *where: ColumnElement[bool], key: Column[Any], newest: bool = True
) -> Sequence[Row[Any]]:
    """The first rows in the order of `key`, which stands behind the tenant in an index, or else the last.

    The tenant's own and those that are shared with it are looked for apart, each by its index: together they have none.
    """
    order: ColumnElement[Any] = desc(key.name) if newest else asc(key.name)
    found = [select(table).where(seen, *where).order_by(order).limit(limit) for seen in _seen(table, tx.tenant)]
    whole = union_all(*found).order_by(order).limit(limit) if len(found) > 1 else found[0]
    return (await tx.execute(whole)).all()


def _seen(table: Table, tenant: str) -> list[ColumnElement[bool]]:
    """The ways in which the tenant comes to see rows, each row in one of them."""
    shared = table.info.get("shared_with", ())
    if tenant == EVERYONE or not shared:
        return [true()]
    columns = [table.c[name] for name in ("tenant", *shared)]
    return [
        and_(column == tenant, *(before.is_distinct_from(tenant) for before in columns[:number]))
        for number, column in enumerate(columns)
    ]


async def count(tx: Tx, table: Table, *where: ColumnElement[bool]) -> int:
    return int((await tx.execute(select(func.count()).select_from(table).where(*where))).scalar_one())


async def counts(tx: Tx, column: Column[Any], values: Iterable[str], *where: ColumnElement[bool]) -> dict[str, int]:
    """How many rows have each of the values in the column; 0 where none has."""
    found = dict.fromkeys(map(str, values), 0)
    query = select(column, func.count().label("rows")).where(column.in_(found), *where).group_by(column)
    return found | {row[0]: int(row.rows) for row in await tx.execute(query)}
