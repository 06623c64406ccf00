"""logistics"""

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
        "balance",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "quantity >= 0 OR place IN ('adjustment', 'customer', 'made', 'opening', 'supplier')",
            name="balance_not_negative",
        ),
        sa.PrimaryKeyConstraint("tenant", "item", "plant", "lot", "serial", "place", "party"),
    )
    op.create_index("balance_lot", "balance", ["lot"], unique=False)
    op.create_index("balance_serial", "balance", ["serial"], unique=False)
    op.create_table(
        "delivery_note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index("delivery_note_once", "delivery_note", ["tenant", "supplier", "number"], unique=True)
    op.create_index(op.f("ix_delivery_note_purchase_order"), "delivery_note", ["purchase_order"], unique=False)
    op.create_table(
        "issue",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index(op.f("ix_issue_work_order"), "issue", ["work_order"], unique=False)
    op.create_table(
        "issue_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_table(
        "item",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item"),
    )
    op.create_table(
        "item_stock",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("available", sa.Numeric(), nullable=False),
        sa.Column("inspection", sa.Numeric(), nullable=False),
        sa.Column("blocked", sa.Numeric(), nullable=False),
        sa.CheckConstraint("available >= 0 AND inspection >= 0 AND blocked >= 0", name="item_stock_not_negative"),
        sa.PrimaryKeyConstraint("tenant", "item", "plant"),
        comment="one row for each item of a plant: its lock is taken before any balance of it changes",
    )
    op.create_table(
        "lot",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column(
            "source",
            sa.Text(),
            nullable=False,
            comment="the supplier or the work order; empty when it was there before",
        ),
        sa.PrimaryKeyConstraint("tenant", "item", "lot"),
    )
    op.create_table(
        "movement",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_party", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_party", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity > 0", name="movement_of_something"),
        sa.PrimaryKeyConstraint("number"),
        comment="the stock ledger: rows are written once and never changed",
    )
    op.create_index("movement_item", "movement", ["tenant", "item", "number"], unique=False)
    op.create_index("movement_lot", "movement", ["tenant", "lot", "number"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("delivery_note", sa.Text(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index(op.f("ix_receipt_delivery_note"), "receipt", ["delivery_note"], unique=False)
    op.create_index(op.f("ix_receipt_purchase_order"), "receipt", ["purchase_order"], unique=False)
    op.create_table(
        "shipment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index(op.f("ix_shipment_order_id"), "shipment", ["order_id"], unique=False)
    op.create_table(
        "shipment_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index("shipment_request_once", "shipment_request", ["tenant", "order_id", "plant"], unique=True)
    tenant_rows("balance")
    tenant_rows("delivery_note")
    tenant_rows("issue")
    tenant_rows("issue_request")
    tenant_rows("item")
    tenant_rows("item_stock")
    tenant_rows("lot")
    tenant_rows("movement")
    tenant_rows("receipt")
    tenant_rows("shipment")
    tenant_rows("shipment_request")
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the stock ledger is append-only'; END $$
        """
    )
    op.execute(
        "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON movement "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
