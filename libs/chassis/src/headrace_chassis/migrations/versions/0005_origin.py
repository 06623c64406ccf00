"""Progress says of which log its offsets are: that of the sender's database, or of a topic in Kafka"""

from alembic import op

revision = "chassis_0005"
down_revision = "chassis_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE inbox_progress ADD COLUMN origin text NOT NULL DEFAULT 'log'")
