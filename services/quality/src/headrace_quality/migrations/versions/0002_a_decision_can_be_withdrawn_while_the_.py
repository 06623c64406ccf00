"""a decision can be withdrawn while the goods are where it left them"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lot_at",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False, comment="empty: what is not kept piece by piece"),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item", "lot", "maker", "plant", "place", "party", "serial"),
        comment="where lots are, as the warehouse told",
    )
    op.create_index("inspection_of_source", "inspection", ["tenant", "item", "supplier"], unique=False)
    op.create_index("nonconformance_of", "nonconformance", ["tenant", "inspection"], unique=False)
    tenant_rows("lot_at")
