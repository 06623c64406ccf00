"""Numbers that people read"""

from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "chassis_0002"
down_revision = "chassis_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE number_series ("
        "tenant text NOT NULL, prefix text NOT NULL, last int NOT NULL, PRIMARY KEY (tenant, prefix))"
    )
    tenant_rows("number_series")
