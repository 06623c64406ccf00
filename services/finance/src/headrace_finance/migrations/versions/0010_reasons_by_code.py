"""why an entry was booked is kept by its code too, so that it is read in any language"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "the reason by its code; null when it was booked without one"
    op.add_column("journal_entry", sa.Column("reason_said", JSONB, comment=comment))
