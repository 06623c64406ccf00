"""prices finer than a cent, price steps, proposals that wait for their release"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from headrace_chassis.migrations import tenant_rows

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("together", sa.Integer(), nullable=False, comment="so many of the batch are one order"),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("need_by", sa.Date(), nullable=False),
        sa.Column("customer_orders", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "purchase_order", sa.Text(), nullable=True, comment="that asks for it; empty until the others are here"
        ),
        sa.PrimaryKeyConstraint("tenant", "proposal"),
        comment="as released by planning",
    )
    op.create_index("ix_proposal_batch", "proposal", ["tenant", "batch"], unique=False)
    op.create_index(
        "ix_proposal_open",
        "proposal",
        ["tenant", "item"],
        unique=False,
        postgresql_where=sa.text("purchase_order IS NULL"),
    )
    op.add_column(
        "item",
        sa.Column(
            "decimals",
            sa.SmallInteger(),
            nullable=True,
            comment="places it is counted to; empty where product did not say",
        ),
    )
    op.add_column(
        "past_purchase",
        sa.Column("price", sa.Numeric(), nullable=True, comment="exact, in major units; empty in rows of before"),
    )
    op.alter_column(
        "past_purchase",
        "price_minor",
        existing_type=sa.BIGINT(),
        comment="rounded, for readers of before price",
        existing_nullable=False,
    )
    op.add_column(
        "supplier_item", sa.Column("withdrawn", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    tenant_rows("proposal")
