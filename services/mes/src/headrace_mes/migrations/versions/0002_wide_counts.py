"""unassigned pieces beyond 32 bits"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column(
        "unassigned_count", "pieces", existing_type=sa.Integer(), type_=sa.Numeric(), existing_nullable=False
    )
