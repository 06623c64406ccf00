"""what became of pieces that machines counted for nobody"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "count_decision",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("pieces", sa.Numeric(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False, comment="empty: dismissed"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
        comment="what people decided on pieces that belonged to no work order",
    )
    op.create_index(op.f("ix_count_decision_machine"), "count_decision", ["machine"], unique=False)
    tenant_rows("count_decision")
