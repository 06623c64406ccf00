"""orders"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from headrace_chassis.migrations import tenant_rows

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bom_part",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item", "component", "valid_from"),
    )
    op.create_table(
        "catalogue",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("sold", sa.Boolean(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.Integer(), nullable=True),
        sa.Column("cost_minor", sa.Integer(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "item"),
    )
    op.create_table(
        "load",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column(
            "booked",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="ISO day -> minutes booked by work orders",
        ),
        sa.PrimaryKeyConstraint("tenant", "work_centre"),
    )
    op.create_table(
        "plant",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "plant"),
    )
    op.create_table(
        "reservation",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "order_id", "line", "plant"),
        comment="capacity promised to matched orders whose work orders are not there yet",
    )
    op.create_table(
        "routing",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column(
            "minutes",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="work centre -> run minutes per piece",
        ),
        sa.PrimaryKeyConstraint("tenant", "item", "plant"),
    )
    op.create_table(
        "sales_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("promise", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("customer",)},
    )
    op.create_index(op.f("ix_sales_order_customer"), "sales_order", ["customer"], unique=False)
    op.create_table(
        "stock",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("available", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item", "plant"),
    )
    op.create_table(
        "work_centre",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("minutes_per_day", sa.Float(), nullable=False),
        sa.Column("cost_per_hour_minor", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "work_centre"),
    )
    tenant_rows("bom_part")
    tenant_rows("catalogue")
    tenant_rows("load")
    tenant_rows("plant")
    tenant_rows("reservation")
    tenant_rows("routing")
    tenant_rows("sales_order", shared_with=["customer"])
    tenant_rows("stock")
    tenant_rows("work_centre")
