"""an organisation's rows are found by its name: keys and indexes of lists begin with it"""

from headrace_chassis.migrations import build_index, key_by_tenant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("delivery_note", "issue", "issue_request", "receipt", "shipment", "shipment_request", "stock_note"):
        key_by_tenant(table)
    build_index("ix_movement_tenant_number", "movement", "tenant", "number")
