"""Partitions of the event log, parked events and what was done with them are guarded as all other rows are

While a replica of the version before still hears, it overlooks parked events of another organisation than that of the
first event of its batch: no such replica should go on where events are parked.
"""

from alembic import op

from headrace_chassis.migrations import append_only, tenant_rows
from headrace_chassis.migrations.tenancy import TENANT

revision = "chassis_0006"
down_revision = "chassis_0005"
branch_labels = None
depends_on = None

# A partition is used through the log alone; its owner reads it for backups.
GUARD = f"""
    CREATE FUNCTION guard_event_log_partition(part regclass) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
    DECLARE other regrole;
    BEGIN
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', part);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', part);
        EXECUTE format('CREATE POLICY read_own ON %s FOR SELECT USING (%s)', part,
                       $policy$tenant = {TENANT} OR {TENANT} = '*'$policy$);
        FOR other IN SELECT DISTINCT a.grantee FROM pg_class c, aclexplode(c.relacl) a
                      WHERE c.oid = part AND a.grantee NOT IN (0, c.relowner) LOOP
            EXECUTE format('REVOKE ALL ON %s FROM %s', part, other);
        END LOOP;
    END $body$
"""
PARTITION = """
    CREATE OR REPLACE FUNCTION make_event_log_partition(day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE name text := 'event_log_' || to_char(day, 'YYYYMMDD');
    BEGIN
        IF to_regclass(name) IS NOT NULL THEN
            RETURN;
        END IF;
        IF day NOT BETWEEN current_date - 31 AND current_date + 31 THEN
            RAISE EXCEPTION '% is not within 31 days of today, %: set the clock of this machine', day, current_date;
        END IF;
        EXECUTE format('CREATE TABLE %I PARTITION OF event_log FOR VALUES FROM (%L) TO (%L)',
                       name, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        PERFORM guard_event_log_partition(name::regclass);
    END $$
"""
PRESENT = """
    SELECT guard_event_log_partition(inhrelid::regclass) FROM pg_inherits WHERE inhparent = 'event_log'::regclass
"""
# Asked in the name of one organisation, and answered for all: what is parked holds up later events of its key.
# Volatile, so that it looks anew after the lock on the progress was waited for.
ANY_PARKED = """
    CREATE FUNCTION any_parked(of_topic text, of_partition int) RETURNS boolean
    LANGUAGE plpgsql VOLATILE AS $$
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
    for statement in (GUARD, PARTITION, PRESENT, ANY_PARKED):
        op.execute(statement)
    tenant_rows("parked_event")
    append_only("dead_letter_audit")
