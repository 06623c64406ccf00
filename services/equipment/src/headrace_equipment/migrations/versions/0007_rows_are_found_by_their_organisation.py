"""an organisation's rows are found by its name: keys and indexes of lists begin with it"""

from headrace_chassis.migrations import build_index, key_by_tenant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key_by_tenant("doubt")
    key_by_tenant("machine")
    build_index("ix_refused_record_tenant_id", "refused_record", "tenant", "id")
    build_index("ix_telemetry_point_machine", "telemetry_point", "tenant", "machine", "id")
