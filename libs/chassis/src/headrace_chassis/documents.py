"""Aggregates as rows: the whole thing as JSON, beside it the few columns that are searched, shared or unique.

A service whose work is on sets (stock, plans, ledgers) has plain tables instead; this is for things with a life.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.forms import StoredForm, Upcast
from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import first, put
from headrace_chassis.tx import Tx
from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import Missing, RuleBroken
from headrace_contracts.messages import Term, say

A = TypeVar("A", bound=Aggregate)


class Stale(RuleBroken):
    """The thing was changed since you read it."""

    status = 412


def document_table(name: str, metadata: MetaData, *columns: Column[Any], shared_with: Sequence[str] = ()) -> Table:
    """A table for `Documents`: id, tenant, version and body, and `columns` of its own. (tenant, id) is the key.

    `shared_with` names columns that hold another organisation which sees and changes the row too: it finds them by an
    index of its own, and both find one by its id.
    """
    shared = [Index(f"ix_{name}_{column}_id", column, "id") for column in shared_with]
    return Table(
        name,
        metadata,
        Column("id", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("body", JSONB, nullable=False),
        *columns,
        PrimaryKeyConstraint("tenant", "id"),
        *([*shared, Index(f"ix_{name}_id", "id")] if shared else ()),
        info={"shared_with": tuple(shared_with)},
    )


class Documents(Generic[A]):
    """Load, store and page aggregates of one class.

    `kind` is the word for errors. `columns` gives the values of the table's own columns from the aggregate. `upcasts`
    make bodies of today of those that earlier versions wrote, perhaps while this one starts beside them (forms).
    """

    def __init__(
        self,
        kind: str,
        aggregate: type[A],
        table: Table,
        columns: Callable[[A], Mapping[str, Any]] = lambda _: {},
        upcasts: Sequence[Upcast] = (),
    ) -> None:
        self.kind = kind
        self.table = table
        self._form = StoredForm(kind, aggregate, table, upcasts)
        self._columns = columns

    async def find(self, tx: Tx, name: str, *, lock: bool = False) -> A | None:
        """The aggregate, or None. `lock` keeps it to this transaction until the end."""
        query = select(self.table).where(self.table.c.id == name)
        row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
        return self._load(row) if row else None

    async def get(self, tx: Tx, name: str, *, version: int | None = None) -> A:
        """The aggregate, locked until the end of the transaction when the caller will change it (`version` given).

        Raises Missing, or Stale when it is no longer at `version`.
        """
        found = await self.find(tx, name, lock=version is not None)
        if found is None:
            raise Missing.named(self.kind, name)
        if version is not None and found.version != version:
            raise Stale(say("chassis.stale", kind=Term(self.kind), name=name, found=found.version, version=version))
        return found

    async def take(self, tx: Tx, name: str) -> A:
        """The aggregate, to be changed: locked until the end of the transaction. Raises Missing."""
        found = await self.find(tx, name, lock=True)
        if found is None:
            raise Missing.named(self.kind, name)
        return found

    async def add(self, tx: Tx, *aggregates: A) -> None:
        if not aggregates:
            return
        for aggregate in aggregates:
            aggregate.version = 1
        await tx.execute(insert(self.table), [self._row(a) for a in aggregates])

    async def save(self, tx: Tx, aggregate: A) -> None:
        """Store a changed aggregate that was taken in this transaction."""
        before, aggregate.version = aggregate.version, aggregate.version + 1
        t = self.table
        mine = (t.c.id == aggregate.id) & (t.c.tenant == aggregate.tenant) & (t.c.version == before)
        done = await tx.execute(update(t).where(mine).values(self._row(aggregate)))
        if done.rowcount != 1:  # type: ignore[attr-defined]
            raise Stale(say("chassis.changed-meanwhile", kind=Term(self.kind), name=aggregate.id))

    async def put(self, tx: Tx, aggregates: Sequence[A]) -> None:
        """Store many at once: new ones, and changed ones that were taken in this transaction."""
        for aggregate in aggregates:
            aggregate.version += 1
        await put(tx, self.table, [self._row(a) for a in aggregates])

    async def all(self, tx: Tx, *where: ColumnElement[bool], lock: bool = False) -> list[A]:
        query = select(self.table).where(*where).order_by(self.table.c.id)
        rows = await tx.execute(query.with_for_update() if lock else query)
        return [self._load(row) for row in rows]

    async def page(self, tx: Tx, page: PageRequest, *where: ColumnElement[bool], by_code: bool = False) -> Listed[A]:
        """Newest first (identifiers sort by time of making); `by_code` for things whose id is a code: from A to Z."""
        key = self.table.c.id
        beyond = [key > page.after if by_code else key < page.after] if page.after else []
        rows = await first(tx, self.table, page.limit + 1, *where, *beyond, key=key, newest=not by_code)
        return page.listed([self._load(row) for row in rows], key=lambda a: a.id)

    def _row(self, aggregate: A) -> dict[str, Any]:
        return {
            "id": aggregate.id,
            "tenant": aggregate.tenant,
            "version": aggregate.version,
            "body": self._form.dump(aggregate),
            **self._columns(aggregate),
        }

    def _load(self, row: Any) -> A:
        return self._form.load(row.body, row.id, version=row.version)
