"""remarks by code"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("forecast_remark", sa.Column("said", postgresql.JSONB(none_as_null=True), nullable=True))
    op.alter_column("forecast_remark", "detail", comment="in English, for remarks that have no more")
