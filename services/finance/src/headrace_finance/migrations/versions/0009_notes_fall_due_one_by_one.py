"""each note that is out has a deadline: it is redeemed when it falls due"""

from alembic import op

from headrace_chassis.migrations import rows_of_all

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FILL = """
    INSERT INTO deadline (tenant, kind, thing, due_at)
    SELECT tenant, 'note-due', id, due::timestamp AT TIME ZONE 'UTC' FROM note WHERE state IN ('live', 'financed')
    ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    with rows_of_all():
        op.execute(FILL)
