"""control tower"""

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
        "chain_exception",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index(
        "one_open_exception",
        "chain_exception",
        ["tenant", "rule", "subject", "plant"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "journey",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_table(
        "timeline_entry",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column(
            "heard",
            sa.BigInteger(),
            sa.Identity(always=False),
            nullable=False,
            comment="breaks ties of events at one time",
        ),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False, comment="of the order that the entry is of, else empty"),
        sa.Column("internal", sa.Boolean(), nullable=False, comment="not for the customer's eyes"),
        sa.PrimaryKeyConstraint("tenant", "event"),
        info={"shared_with": ("customer",)},
    )
    op.create_index("timeline_entry_subject", "timeline_entry", ["subject_kind", "subject"], unique=False)
    op.create_table(
        "timeline_link",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("whole_kind", sa.Text(), nullable=False),
        sa.Column("whole", sa.Text(), nullable=False),
        sa.Column("part_kind", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "whole_kind", "whole", "part_kind", "part"),
        comment="a proposal serves an order, a purchase order a proposal, a lot a purchase order",
    )
    tenant_rows("chain_exception")
    tenant_rows("journey")
    tenant_rows("timeline_entry", shared_with=["customer"])
    tenant_rows("timeline_link")
