"""an organisation's rows are found by its name: keys and indexes of lists begin with it"""

from headrace_chassis.migrations import build_index

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    build_index("ix_trace_event_tenant_leaf", "trace_event", "tenant", "leaf")
    build_index("ix_trace_event_partner_leaf", "trace_event", "partner", "leaf")
