"""purchasing"""

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
        "delivery_note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("supplier",)},
    )
    op.create_index(op.f("ix_delivery_note_purchase_order"), "delivery_note", ["purchase_order"], unique=False)
    op.create_index(op.f("ix_delivery_note_supplier"), "delivery_note", ["supplier"], unique=False)
    op.create_table(
        "item",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item"),
        comment="as heard from product",
    )
    op.create_table(
        "past_purchase",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("received", sa.Numeric(), nullable=False),
        sa.Column("rejected", sa.Numeric(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "reference"),
    )
    op.create_index(op.f("ix_past_purchase_supplier"), "past_purchase", ["supplier"], unique=False)
    op.create_table(
        "purchase_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("items", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("customer_orders", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("supplier",)},
    )
    op.create_index(op.f("ix_purchase_order_batch"), "purchase_order", ["batch"], unique=False)
    op.create_index(op.f("ix_purchase_order_supplier"), "purchase_order", ["supplier"], unique=False)
    op.create_table(
        "supplier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_table(
        "supplier_item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index(op.f("ix_supplier_item_item"), "supplier_item", ["item"], unique=False)
    tenant_rows("delivery_note", shared_with=["supplier"])
    tenant_rows("item")
    tenant_rows("past_purchase")
    tenant_rows("purchase_order", shared_with=["supplier"])
    tenant_rows("supplier")
    tenant_rows("supplier_item")
