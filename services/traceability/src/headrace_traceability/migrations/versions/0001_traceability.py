"""traceability"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edge",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False, comment="what left the source"),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=True),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
        info={"shared_with": ("partner",)},
    )
    op.create_index(op.f("ix_edge_source"), "edge", ["source"], unique=False)
    op.create_index(op.f("ix_edge_target"), "edge", ["target"], unique=False)
    op.create_table(
        "log_key",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False, comment="32 bytes, Ed25519"),
        sa.Column("first_used", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id"),
    )
    op.create_table(
        "merkle_log",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "name"),
    )
    op.create_table(
        "merkle_node",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "place"),
    )
    op.create_table(
        "trace_code",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("leaf", sa.BigInteger(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", "leaf"),
        comment="which events name a thing",
        info={"shared_with": ("partner",)},
    )
    op.create_table(
        "trace_event",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("leaf", sa.BigInteger(), nullable=False, comment="place in the log, from 0"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("partner", sa.Text(), nullable=True, comment="the other firm: supplier or customer"),
        sa.Column("canonical", sa.Text(), nullable=False, comment="the text of the leaf"),
        sa.PrimaryKeyConstraint("tenant", "id"),
        sa.UniqueConstraint("leaf"),
        info={"shared_with": ("partner",)},
    )
    op.create_index(op.f("ix_trace_event_document"), "trace_event", ["document"], unique=False)
    op.create_index("ix_trace_event_id", "trace_event", ["id"], unique=False)
    op.create_table(
        "tree_head",
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )
    tenant_rows("edge", shared_with=["partner"])
    tenant_rows("log_key")
    tenant_rows("merkle_log")
    tenant_rows("merkle_node")
    tenant_rows("trace_code", shared_with=["partner"])
    tenant_rows("trace_event", shared_with=["partner"])
    tenant_rows("tree_head")
