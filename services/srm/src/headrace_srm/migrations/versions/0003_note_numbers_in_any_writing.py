"""note numbers in any writing"""

from alembic import op

from headrace_chassis.migrations import number_in_any_writing

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number_in_any_writing("delivery_note")
    op.create_index("delivery_note_alike", "delivery_note", ["supplier", "alike"], unique=False)
