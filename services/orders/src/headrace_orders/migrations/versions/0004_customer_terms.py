"""customer terms"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customer_terms",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("ordering", sa.Text(), nullable=False),
        sa.Column("most_per_line", sa.Numeric(), nullable=True),
        sa.Column("most_open_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("highest_priority", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "customer"),
        comment="what the seller agrees to beforehand; an empty customer is all without terms of their own",
    )
    tenant_rows("customer_terms")
