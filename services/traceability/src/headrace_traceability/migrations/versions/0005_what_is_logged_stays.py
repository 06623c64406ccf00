"""what is logged stays: leaves, nodes, signed heads and keys are added and never changed"""

from headrace_chassis.migrations import append_only_rows

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    append_only_rows("trace_event", shared_with=["partner"])
    for table in ("merkle_node", "tree_head", "log_key"):
        append_only_rows(table)
