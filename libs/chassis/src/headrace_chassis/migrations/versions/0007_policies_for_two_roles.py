"""Each role that is taken has policies of its own, for no index serves one that asks for a tenant or for all; events of
one organisation, and parked ones by their name, are found by an index

A replica of the version before works in the role that it logs in as: for that one the policies of before stay, as
`before_...`, until the revision after this one.
"""

from __future__ import annotations

import re
from itertools import groupby

from alembic import op

from headrace_chassis.migrations import build_index, tenancy
from headrace_chassis.migrations.indexes import build_index_of_parts

revision = "chassis_0007"
down_revision = "chassis_0006"
branch_labels = None
depends_on = None

LOGIN = "SELECT format('%I', rolname) FROM pg_roles WHERE rolname = current_database() || '_app'"
BEFORE = """
    SELECT c.relname, polname, polcmd::text, pg_get_expr(coalesce(polqual, polwithcheck), polrelid)
      FROM pg_policy p JOIN pg_class c ON c.oid = polrelid
     WHERE polroles = '{0}' AND NOT relispartition AND pg_get_userbyid(relowner) = current_user ORDER BY 1, 2
"""
# Asked in the name of one organisation, and answered for all: what is parked holds up later events of its key.
# Volatile, so that it looks anew after the lock on the progress was waited for.
ANY_PARKED = """
    CREATE OR REPLACE FUNCTION any_parked(of_topic text, of_partition int) RETURNS boolean
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        tenant text := current_setting('app.tenant', true);
        found boolean;
    BEGIN
        PERFORM set_config('app.tenant', '*', true);
        found := EXISTS (SELECT FROM parked_event WHERE topic = of_topic AND partition = of_partition);
        PERFORM set_config('app.tenant', tenant, true);
        RETURN found;
    END $$
"""


def upgrade() -> None:
    op.execute(ANY_PARKED)
    bind = op.get_bind()
    login = bind.exec_driver_sql(LOGIN).scalar()
    tables = groupby(bind.exec_driver_sql(BEFORE).all(), key=lambda row: row[0])
    divided = [_divided(table, [(row[1], row[2], row[3]) for row in rows], login) for table, rows in tables]
    with op.get_context().autocommit_block():  # whoever works goes on: one table is locked at a time
        for statements in divided:
            op.execute(f"DO $do$ BEGIN {'; '.join(statements)}; END $do$")
    build_index_of_parts("event_log_tenant", "event_log", "tenant", "id")
    build_index("parked_event_event", "parked_event", "event_id")


def _divided(table: str, policies: list[tuple[str, str, str]], login: str | None) -> list[str]:
    """The statements that give a table policies for each role in the place of those for everybody."""
    made = {"*": tenancy.all_acts, "a": tenancy.adding, "r": tenancy.reading}
    statements = []
    for name, command, rows in policies:
        if login:
            statements.append(f"ALTER POLICY {name} ON {table} TO {login}")
            statements.append(f"ALTER POLICY {name} ON {table} RENAME TO before_{name}")
        else:
            statements.append(f"DROP POLICY {name} ON {table}")
        columns = re.findall(r"\((\w+) = NULLIF\(", rows)
        whose = rows if rows == "true" else " OR ".join(f"{column} = {tenancy.TENANT}" for column in columns)
        statements += made[command](table, whose)
    return statements
