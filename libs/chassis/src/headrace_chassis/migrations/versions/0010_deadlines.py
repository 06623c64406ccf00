"""What is to be done with a thing at a moment, and which of it failed

Those that failed have an index of their own: however many, they are not in the way of those that come due.
"""

from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "chassis_0010"
down_revision = "chassis_0009"
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE deadline (
        tenant text NOT NULL,
        kind text NOT NULL,
        thing text NOT NULL,
        due_at timestamptz NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        next_try timestamptz,
        error text NOT NULL DEFAULT '',
        PRIMARY KEY (tenant, kind, thing)
    )""",
    "CREATE INDEX deadline_due ON deadline (due_at) WHERE next_try IS NULL",
    "CREATE INDEX deadline_failed ON deadline (next_try) WHERE next_try IS NOT NULL",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    tenant_rows("deadline")
