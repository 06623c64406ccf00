"""agreed credit"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credit_proposal",
        sa.Column("tenant", sa.Text(), nullable=False, comment="the debtor"),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("grantor", sa.Text(), nullable=False, comment="the bank"),
        sa.Column("proposer", sa.Text(), nullable=False, comment="which of the two"),
        sa.Column("limit_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "currency", "grantor", "proposer"),
        info={"shared_with": ("grantor",)},
    )
    tenant_rows("credit_proposal", shared_with=["grantor"])
