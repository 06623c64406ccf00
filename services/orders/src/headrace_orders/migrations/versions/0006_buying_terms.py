"""buying terms"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "buying_terms",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("ordering", sa.Text(), nullable=False),
        sa.Column("most_per_line", sa.Numeric(), nullable=True),
        sa.Column("most_open_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "seller"),
        comment="what the customer lets a seller enter in its name; an empty seller is all without terms of their own",
    )
    tenant_rows("buying_terms")
