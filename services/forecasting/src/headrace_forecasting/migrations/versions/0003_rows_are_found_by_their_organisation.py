"""an organisation's rows are found by its name: keys and indexes of lists begin with it"""

from headrace_chassis.migrations import key_by_tenant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("forecast_line", "forecast_order", "series"):
        key_by_tenant(table)
