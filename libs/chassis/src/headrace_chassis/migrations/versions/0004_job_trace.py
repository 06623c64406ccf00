"""A job goes on in the trace of the request that asked for it"""

from alembic import op

revision = "chassis_0004"
down_revision = "chassis_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE job ADD COLUMN traceparent text NOT NULL DEFAULT ''")
