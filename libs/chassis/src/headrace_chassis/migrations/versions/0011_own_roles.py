"""Roles of a firm's own, as every service hears them"""

from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "chassis_0011"
down_revision = "chassis_0010"
branch_labels = None
depends_on = None

OWN_ROLE = """
    CREATE TABLE own_role (
        tenant text NOT NULL,
        role text NOT NULL,
        name text NOT NULL,
        permissions text[] NOT NULL,
        PRIMARY KEY (tenant, role)
    )
"""


def upgrade() -> None:
    op.execute(OWN_ROLE)
    tenant_rows("own_role")
