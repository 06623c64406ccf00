"""Roles of a firm's own, as every service hears them; what replicas of before revision 7 worked by is taken away"""

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
BEFORE = """
    SELECT format('DROP POLICY %I ON %s', polname, polrelid::regclass)
      FROM pg_policy JOIN pg_class c ON c.oid = polrelid
     WHERE polname LIKE 'before\\_%' AND pg_get_userbyid(relowner) = current_user
"""


def upgrade() -> None:
    op.execute(OWN_ROLE)
    tenant_rows("own_role")
    for (statement,) in op.get_bind().exec_driver_sql(BEFORE.replace("%", "%%")).all():
        op.execute(statement)
