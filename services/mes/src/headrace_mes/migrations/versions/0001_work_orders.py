"""work orders"""

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
        "bom",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item"),
    )
    op.create_table(
        "booking",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "work_order", "sequence", "day"),
    )
    op.create_index(op.f("ix_booking_work_centre"), "booking", ["work_centre"], unique=False)
    op.create_table(
        "closed_day",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False, comment="the exception whose feedback says that it is down"),
        sa.PrimaryKeyConstraint("tenant", "work_centre", "day"),
    )
    op.create_table(
        "item",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item"),
    )
    op.create_table(
        "machine",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "machine"),
    )
    op.create_table(
        "operation_report",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("good", sa.Numeric(), nullable=False),
        sa.Column("scrap", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("counted_by", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index(op.f("ix_operation_report_work_order"), "operation_report", ["work_order"], unique=False)
    op.create_table(
        "routing",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("operations", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item", "plant"),
    )
    op.create_table(
        "unassigned_count",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("last_counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "machine"),
        comment="pieces a machine made that no work order had dispatched to it",
    )
    op.create_table(
        "work_centre",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("minutes_per_day", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "work_centre"),
    )
    op.create_table(
        "work_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_for", postgresql.ARRAY(sa.Text()), nullable=False, comment="customer orders it was begun for"),
        sa.Column(
            "machines",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="machines that have an unfinished operation of it",
        ),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index(op.f("ix_work_order_item"), "work_order", ["item"], unique=False)
    op.create_index("ix_work_order_made_for", "work_order", ["made_for"], unique=False, postgresql_using="gin")
    op.create_index(op.f("ix_work_order_state"), "work_order", ["state"], unique=False)
    op.create_index("work_order_number_is_unique", "work_order", ["tenant", "number"], unique=True)
    op.create_index("work_order_proposal_is_unique", "work_order", ["tenant", "proposal"], unique=True)
    tenant_rows("bom")
    tenant_rows("booking")
    tenant_rows("closed_day")
    tenant_rows("item")
    tenant_rows("machine")
    tenant_rows("operation_report")
    tenant_rows("routing")
    tenant_rows("unassigned_count")
    tenant_rows("work_centre")
    tenant_rows("work_order")
