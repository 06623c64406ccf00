"""credit notes"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from headrace_chassis.migrations import tenant_rows

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credit_note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("alike", sa.Text(), nullable=False, comment="the number in any writing"),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("seller",)},
    )
    op.create_index(op.f("ix_credit_note_invoice"), "credit_note", ["invoice"], unique=False)
    op.create_index(op.f("ix_credit_note_order_id"), "credit_note", ["order_id"], unique=False)
    op.create_index("ux_credit_note_seller_alike", "credit_note", ["seller", "alike"], unique=True)
    tenant_rows("credit_note", shared_with=["seller"])
