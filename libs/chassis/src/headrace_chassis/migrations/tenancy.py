"""Row-level security for tables whose rows belong to an organisation."""

from __future__ import annotations

from collections.abc import Sequence

TENANT = "nullif(current_setting('app.tenant', true), '')"


def tenant_rows(table: str, shared_with: Sequence[str] = ()) -> None:
    """Show and take rows of the transaction's tenant only.

    `shared_with` names columns that hold another organisation which sees and changes the row too, such as the
    supplier of a purchase order. Without a tenant there are no rows; `*` is the platform's own work.
    """
    from alembic import op

    ours = " OR ".join(f"{column} = {TENANT}" for column in ("tenant", *shared_with))
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant_rows ON {table} USING ({ours} OR {TENANT} = '*')")
