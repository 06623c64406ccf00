"""money beyond 32 bits"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (
        ("catalogue", "price_minor"),
        ("catalogue", "cost_minor"),
        ("work_centre", "cost_per_hour_minor"),
    ):
        op.alter_column(table, column, existing_type=sa.Integer(), type_=sa.BigInteger())
