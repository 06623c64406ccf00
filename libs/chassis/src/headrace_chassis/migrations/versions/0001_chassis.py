"""The event log, the inbox, parked events, idempotency keys, timers and jobs"""

from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "chassis_0001"
down_revision = None
branch_labels = None
depends_on = None

EVENT_LOG = """
    CREATE TABLE event_log (
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        id bigint NOT NULL DEFAULT nextval('event_log_id_seq'),
        event_id uuid NOT NULL,
        type text NOT NULL,
        key text NOT NULL,
        tenant text NOT NULL,
        plant text NOT NULL,
        version int NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        traceparent text NOT NULL,
        data bytea NOT NULL,
        PRIMARY KEY (id, recorded_at)
    ) PARTITION BY RANGE (recorded_at)
"""
MARK = """
    CREATE FUNCTION event_log_mark(OUT h bigint, OUT r text) LANGUAGE plpgsql AS $$
    BEGIN
        SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO h FROM event_log_id_seq;
        r := pg_current_xact_id()::text;
    END $$
"""
PARTITION = """
    CREATE FUNCTION make_event_log_partition(day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    DECLARE name text := 'event_log_' || to_char(day, 'YYYYMMDD');
    BEGIN
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF event_log FOR VALUES FROM (%L) TO (%L)',
                           name, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        END IF;
    END $$
"""
EVENT_COLUMNS = """
    event_id uuid NOT NULL,
    type text NOT NULL,
    source text NOT NULL,
    key text NOT NULL,
    tenant text NOT NULL,
    plant text NOT NULL,
    version int NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text NOT NULL,
    data bytea NOT NULL
"""
TABLES = (
    """CREATE TABLE inbox_progress (
        topic text NOT NULL,
        partition int NOT NULL,
        next_offset bigint NOT NULL DEFAULT 0,
        heard bigint NOT NULL DEFAULT 0,
        replay_until bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (topic, partition)
    )""",
    f"""CREATE TABLE parked_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic text NOT NULL,
        partition int NOT NULL,
        position bigint NOT NULL,
        {EVENT_COLUMNS},
        state text NOT NULL CHECK (state IN ('retrying', 'behind', 'dead')),
        attempts int NOT NULL,
        next_try timestamptz NOT NULL,
        error text NOT NULL,
        UNIQUE (topic, partition, position)
    )""",
    "CREATE INDEX parked_event_key ON parked_event (topic, partition, key, position)",
    "CREATE INDEX parked_event_due ON parked_event (next_try) WHERE state = 'retrying'",
    """CREATE TABLE dead_letter_audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        event_id uuid NOT NULL,
        action text NOT NULL,
        actor text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL
    )""",
    "CREATE TABLE relay_progress (one boolean PRIMARY KEY DEFAULT true CHECK (one), position bigint NOT NULL)",
    "INSERT INTO relay_progress (position) VALUES (0)",
    """CREATE TABLE idempotency_key (
        tenant text NOT NULL,
        route text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        status int,
        headers jsonb,
        body bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant, route, key)
    )""",
    "CREATE TABLE timer (name text PRIMARY KEY, next_at timestamptz NOT NULL)",
    """CREATE TABLE job (
        id text PRIMARY KEY,
        tenant text NOT NULL,
        kind text NOT NULL,
        params jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        progress double precision NOT NULL DEFAULT 0,
        result jsonb,
        error text NOT NULL DEFAULT '',
        cancel_asked boolean NOT NULL DEFAULT false,
        attempts int NOT NULL DEFAULT 0,
        leased_until timestamptz,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL
    )""",
    "CREATE INDEX job_open ON job (created_at) WHERE state IN ('queued', 'running')",
)


def upgrade() -> None:
    op.execute("CREATE SEQUENCE event_log_id_seq CACHE 1")
    op.execute(EVENT_LOG)
    op.execute("CREATE INDEX event_log_key ON event_log (key, id)")
    op.execute(MARK)
    op.execute(PARTITION)
    for statement in TABLES:
        op.execute(statement)
    tenant_rows("idempotency_key")
    tenant_rows("job")
    op.execute("ALTER TABLE event_log ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE event_log FORCE ROW LEVEL SECURITY")
    # An event may be told for another tenant than the one that caused it: a supplier confirms a buyer's order.
    op.execute("CREATE POLICY append_any ON event_log FOR INSERT WITH CHECK (true)")
    op.execute(
        "CREATE POLICY read_own ON event_log FOR SELECT "
        "USING (tenant = nullif(current_setting('app.tenant', true), '') OR current_setting('app.tenant', true) = '*')"
    )
