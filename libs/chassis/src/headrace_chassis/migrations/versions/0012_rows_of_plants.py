"""Who works for some plants of a firm sees and changes what belongs to those, in each table whose rows have a plant

A replica of the version before names no plants, and so sees all, as before.
"""

from alembic import op

from headrace_chassis.migrations import tenancy

revision = "chassis_0012"
down_revision = "chassis_0011"
branch_labels = None
depends_on = None

# Who works for one plant may cause events of another, and only the platform's people read the event log itself.
HAVE_PLANTS = """
    SELECT c.oid::regclass::text
      FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attname = 'plant'
     WHERE relrowsecurity AND NOT relispartition AND relname <> 'event_log' AND pg_get_userbyid(relowner) = current_user
     ORDER BY 1
"""


def upgrade() -> None:
    tables = op.get_bind().exec_driver_sql(HAVE_PLANTS).scalars().all()
    with op.get_context().autocommit_block():  # whoever works goes on: one table is locked at a time
        for table in tables:
            op.execute(tenancy.of_plants(table))
