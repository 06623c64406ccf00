"""every debt in the journal, advances, offers of notes"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from headrace_chassis.migrations import tenant_rows

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "advance",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("left_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("payee",)},
    )
    op.create_index(op.f("ix_advance_payee"), "advance", ["payee"], unique=False)
    op.create_table(
        "note_offer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("taker", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("taker",)},
    )
    op.create_index(op.f("ix_note_offer_note"), "note_offer", ["note"], unique=False)
    op.create_index(op.f("ix_note_offer_taker"), "note_offer", ["taker"], unique=False)
    op.alter_column(
        "goods",
        "fact",
        existing_type=sa.TEXT(),
        comment="received, accepted, rejected, used or reworked",
        existing_comment="received, accepted or rejected",
        existing_nullable=False,
    )
    op.alter_column(
        "goods",
        "reference",
        existing_type=sa.TEXT(),
        comment="receipt and lot, inspection, or nonconformance",
        existing_comment="receipt and lot, or inspection",
        existing_nullable=False,
    )
    op.add_column(
        "payable", sa.Column("outstanding_minor", sa.BigInteger(), nullable=True, comment="empty in rows of before")
    )
    op.add_column(
        "posting",
        sa.Column("debt", sa.Text(), nullable=True, comment="what debt it makes or settles; empty in rows of before"),
    )
    tenant_rows("advance", shared_with=["payee"])
    tenant_rows("note_offer", shared_with=["taker"])
