"""Rows of before, filled where a table got a column: those of all organisations, in the migration's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from headrace_contracts.writing import alike


@contextmanager
def rows_of_all() -> Iterator[None]:
    """Row-level security shows and takes the rows of all organisations meanwhile."""
    from alembic import op

    op.execute("SELECT set_config('app.tenant', '*', true)")
    yield
    op.execute("SELECT set_config('app.tenant', '', true)")


def number_in_any_writing(table: str) -> None:
    """A column `alike` beside `number`: what all writings of the number have in common."""
    import sqlalchemy as sa
    from alembic import op

    op.add_column(table, sa.Column("alike", sa.Text(), nullable=True, comment="the number in any writing"))
    rows = sa.table(table, *map(sa.column, ("id", "tenant", "number", "alike")))
    bind = op.get_bind()
    with rows_of_all():
        for row in bind.execute(sa.select(rows)).all():
            this = (rows.c.id == row.id) & (rows.c.tenant == row.tenant)
            bind.execute(rows.update().where(this).values(alike=alike(row.number)))
