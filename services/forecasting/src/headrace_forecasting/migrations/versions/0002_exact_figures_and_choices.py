"""exact prices, decimals of units, remarks, policies and where history begins"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forecast_remark",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "order_id", "number"),
    )
    op.create_table(
        "history_start",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "stock_policy",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "demand"),
    )
    op.add_column("item", sa.Column("decimals", sa.Integer(), nullable=True))
    op.add_column("sale", sa.Column("price", sa.Numeric(), nullable=True))
    tenant_rows("forecast_remark")
    tenant_rows("history_start")
    tenant_rows("stock_policy")
