"""what is booked stays: entries and postings are added and never changed"""

from headrace_chassis.migrations import append_only_rows

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    append_only_rows("journal_entry")
    append_only_rows("posting")
