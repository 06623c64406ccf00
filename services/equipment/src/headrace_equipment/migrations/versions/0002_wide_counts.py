"""pieces beyond 32 bits, scrap to the last digit"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("scrap", "pieces", existing_type=sa.Integer(), type_=sa.Numeric(), existing_nullable=False)
    op.alter_column(
        "state_interval", "pieces", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False
    )
