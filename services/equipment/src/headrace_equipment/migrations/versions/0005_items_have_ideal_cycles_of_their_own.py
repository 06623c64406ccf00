"""items have ideal cycles of their own"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "item_cycle",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("microseconds", sa.BigInteger(), nullable=True, comment="null: from then on the machine's own holds"),
        sa.PrimaryKeyConstraint("tenant", "machine", "item", "since"),
        comment="ideal cycles of items on machines",
    )
    op.create_table(
        "item_pieces",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "event"),
        comment="of which item counted pieces are",
    )
    op.create_index("item_pieces_of_machine", "item_pieces", ["tenant", "machine", "at"], unique=False)
    tenant_rows("item_cycle")
    tenant_rows("item_pieces")
