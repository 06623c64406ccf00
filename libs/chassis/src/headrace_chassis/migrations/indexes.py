"""Indexes that are built while the old version works: nobody waits for them, and what they replace goes at the end.

A build that was broken off leaves an index that serves nobody: it is built anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

WITHOUT = """
    SELECT p.inhrelid::regclass::text FROM pg_inherits p
     WHERE p.inhparent = '{table}'::regclass
       AND NOT EXISTS (SELECT FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid
                        WHERE i.inhparent = '{name}'::regclass AND x.indrelid = p.inhrelid)
"""


def build_index(name: str, table: str, *columns: str, where: str = "", replaces: str = "") -> None:
    """An index of the columns, of all rows or of some, and without the one that it takes the place of."""
    with _by_themselves() as op:
        _build(op, f"INDEX CONCURRENTLY {name}", name, table, columns, where)
        if replaces:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {replaces}")


def build_index_of_parts(name: str, table: str, *columns: str) -> None:
    """An index of a table in partitions: that of each is built by itself, one that is made meanwhile has it at once."""
    with _by_themselves() as op:
        op.execute(f"DROP INDEX IF EXISTS {name}")
        op.execute(f"CREATE INDEX {name} ON ONLY {table} ({', '.join(columns)})")
        without = op.get_bind().exec_driver_sql(WITHOUT.format(name=name, table=table)).scalars().all()
        for part in without:
            _build(op, f"INDEX CONCURRENTLY {part}_{name}", f"{part}_{name}", part, columns)
            op.execute(f"ALTER INDEX {name} ATTACH PARTITION {part}_{name}")


def key_by_tenant(table: str, shared_with: Sequence[str] = ()) -> None:
    """The key of a table of documents begins with the tenant; those it is shared with have an index like it.

    `shared_with` as in `document_table`, whose columns had an index by themselves.
    """
    key = f"{table}_tenant_id"
    with _by_themselves() as op:
        _build(op, f"UNIQUE INDEX CONCURRENTLY {key}", key, table, ("tenant", "id"))
        op.execute(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, "
            f"ADD CONSTRAINT {table}_pkey PRIMARY KEY USING INDEX {key}"
        )
    for column in shared_with:
        build_index(f"ix_{table}_{column}_id", table, column, "id", replaces=f"ix_{table}_{column}")
    if shared_with:
        build_index(f"ix_{table}_id", table, "id")


def _build(op: Any, what: str, name: str, table: str, columns: Sequence[str], where: str = "") -> None:
    op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    op.execute(f"CREATE {what} ON {table} ({', '.join(columns)})" + (f" WHERE {where}" if where else ""))


@contextmanager
def _by_themselves() -> Iterator[Any]:
    """Each statement in no transaction but its own."""
    from alembic import op

    with op.get_context().autocommit_block():
        yield op
