"""what was measured stays: points and refused records are added and never changed"""

from headrace_chassis.migrations import append_only_rows

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    append_only_rows("telemetry_point")
    append_only_rows("refused_record")
