"""refused records by code"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("refused_record", sa.Column("said", postgresql.JSONB(none_as_null=True), nullable=True))
    op.alter_column("refused_record", "reason", comment="in English, for records that have no more")
