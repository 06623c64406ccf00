"""items say how finely they are counted"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "item",
        sa.Column(
            "decimals",
            sa.SmallInteger(),
            nullable=True,
            comment="places it is counted to; empty where product did not say",
        ),
    )
