"""people who were sent away"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_away",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), nullable=False, comment="no token that was issued until then is believed"
        ),
        sa.PrimaryKeyConstraint("tenant", "subject"),
        comment="people whose sessions were all ended, such as those who left the organisation",
    )
    tenant_rows("sent_away")
