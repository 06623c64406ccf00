"""Row-level security for tables whose rows belong to an organisation.

What the role of a service may do on a table follows from the table's policies (grants.py): one that may only be
appended to has none for changes.
"""

from __future__ import annotations

from collections.abc import Sequence

TENANT = "nullif(current_setting('app.tenant', true), '')"


def tenant_rows(table: str, shared_with: Sequence[str] = ()) -> None:
    """Show and take rows of the transaction's tenant only.

    `shared_with` names columns that hold another organisation which sees and changes the row too, such as the
    supplier of a purchase order. Without a tenant there are no rows; `*` is the platform's own work.
    """
    from alembic import op

    _force(table)
    op.execute(f"CREATE POLICY tenant_rows ON {table} USING ({_ours(shared_with)})")


def append_only_rows(table: str, shared_with: Sequence[str] = ()) -> None:
    """As `tenant_rows`, and what was written stays: a table that had those gets these in their place."""
    append_only(table, _ours(shared_with))


def append_only(table: str, whose: str) -> None:
    """Rows for which `whose` holds can be added and read, and neither changed nor taken away."""
    from alembic import op

    _force(table)
    op.execute(f"DROP POLICY IF EXISTS tenant_rows ON {table}")
    op.execute(f"CREATE POLICY add_rows ON {table} FOR INSERT WITH CHECK ({whose})")
    op.execute(f"CREATE POLICY read_rows ON {table} FOR SELECT USING ({whose})")


def _force(table: str) -> None:
    from alembic import op

    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _ours(shared_with: Sequence[str]) -> str:
    return " OR ".join([*(f"{column} = {TENANT}" for column in ("tenant", *shared_with)), f"{TENANT} = '*'"])
