"""prices finer than a cent"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "purchase_line",
        sa.Column("price", sa.Numeric(), nullable=True, comment="exact, in major units; empty in rows of before"),
    )
    op.alter_column(
        "purchase_line",
        "price_minor",
        existing_type=sa.BIGINT(),
        comment="rounded, for readers of before price",
        existing_nullable=False,
    )
    op.add_column(
        "sales_line",
        sa.Column("price", sa.Numeric(), nullable=True, comment="exact, in major units; empty in rows of before"),
    )
    op.alter_column(
        "sales_line",
        "price_minor",
        existing_type=sa.BIGINT(),
        comment="rounded, for readers of before price",
        existing_nullable=False,
    )
