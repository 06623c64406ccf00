"""an organisation's rows are found by its name: keys and indexes of lists begin with it"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import build_index, key_by_tenant, rows_of_all, tenant_rows

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# As the owner: a replica of the version before writes orders too, and knows nothing of the table.
KEEP = """
    CREATE FUNCTION keep_work_order_made_for() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.made_for = NEW.made_for THEN
            RETURN NULL;
        END IF;
        DELETE FROM work_order_made_for
         WHERE tenant = NEW.tenant AND work_order = NEW.id AND order_id <> ALL (NEW.made_for);
        INSERT INTO work_order_made_for (tenant, order_id, work_order)
        SELECT NEW.tenant, name, NEW.id FROM unnest(NEW.made_for) AS name ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
"""
TRIGGER = """
    CREATE TRIGGER keep_made_for AFTER INSERT OR UPDATE OF made_for ON work_order
    FOR EACH ROW EXECUTE FUNCTION keep_work_order_made_for()
"""
OF_BEFORE = """
    INSERT INTO work_order_made_for (tenant, order_id, work_order)
    SELECT tenant, unnest(made_for), id FROM work_order ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    op.create_table(
        "work_order_made_for",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "order_id", "work_order"),
        comment="work_order.made_for by order, kept by a trigger: under row-level security no index of arrays serves",
    )
    tenant_rows("work_order_made_for")
    op.execute(KEEP)
    op.execute(TRIGGER)
    with rows_of_all():
        op.execute(OF_BEFORE)
    op.drop_index("ix_work_order_made_for", "work_order")
    key_by_tenant("work_order")
    build_index("ix_work_order_tenant_state", "work_order", "tenant", "state", replaces="ix_work_order_state")
