"""one open exception of a lot"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "chain_exception", sa.Column("item", sa.Text(), server_default="", nullable=False, comment="of a lot")
    )
    op.add_column(
        "chain_exception",
        sa.Column(
            "maker",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="who numbered the lot, empty for lots made here",
        ),
    )
    op.drop_index(
        op.f("one_open_exception"), table_name="chain_exception", postgresql_where="(state <> 'closed'::text)"
    )
    op.create_index(
        "one_open_exception_of_a_subject",
        "chain_exception",
        ["tenant", "rule", "subject", "plant", "item", "maker"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
    )
