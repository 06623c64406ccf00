"""Acts on dead letters say which event they were about, also when it is gone"""

from alembic import op

revision = "chassis_0003"
down_revision = "chassis_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE dead_letter_audit ADD COLUMN type text NOT NULL DEFAULT '', "
        "ADD COLUMN key text NOT NULL DEFAULT '', ADD COLUMN source text NOT NULL DEFAULT '', "
        "ADD COLUMN position bigint NOT NULL DEFAULT 0"
    )
    op.execute("CREATE INDEX dead_letter_audit_event ON dead_letter_audit (event_id)")
