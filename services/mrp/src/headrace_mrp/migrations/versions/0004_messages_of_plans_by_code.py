"""messages of plans by code"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("said", postgresql.JSONB(none_as_null=True), nullable=True, comment="the message by its code")
    op.add_column("plan_exception", column)
