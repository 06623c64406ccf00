"""what timelines say by code"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("timeline_entry", sa.Column("said", postgresql.JSONB(none_as_null=True), nullable=True))
    op.alter_column("timeline_entry", "words", comment="in English, for entries that have no more")
