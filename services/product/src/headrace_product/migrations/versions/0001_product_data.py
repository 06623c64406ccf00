"""product data"""

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
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("components", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("subcategory", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sold", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_table(
        "routing",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_table(
        "work_centre",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    tenant_rows("bom")
    tenant_rows("item")
    tenant_rows("routing")
    tenant_rows("unit")
    tenant_rows("work_centre")
