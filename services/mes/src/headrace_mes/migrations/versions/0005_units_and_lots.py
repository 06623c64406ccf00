"""units and issued lots of work orders have tables

The bodies that stand are moved one by one, by the first change that this version makes of each: until then a replica of
the version before may change them too. From then on it may still read them, without their pieces, and what it would
write is refused for now: it would lose what is in the tables.
"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFUSE = """
    CREATE FUNCTION refuse_parts_in_body() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'lock_not_available', MESSAGE =
            format('The pieces of work order %s are kept by a newer version: only that may change it', OLD.id);
    END $$
"""
REFUSES = """
    CREATE TRIGGER refuse_parts_in_body BEFORE UPDATE ON work_order FOR EACH ROW
      WHEN (OLD.body -> 'apart' = 'true' AND NEW.body -> 'apart' IS DISTINCT FROM 'true')
      EXECUTE FUNCTION refuse_parts_in_body()
"""


def upgrade() -> None:
    op.create_table(
        "unit",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "work_order", "serial"),
        comment="single pieces of work orders that have serial numbers",
    )
    op.create_index("unit_stands", "unit", ["tenant", "work_order", "state", "place", "serial"], unique=False)
    op.create_table(
        "issued_lot",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="its place in the order of issue"),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("issued", sa.Numeric(), nullable=False),
        sa.Column("broken", sa.Numeric(), nullable=False),
        sa.Column("used", sa.Numeric(), nullable=False, comment="as it was told"),
        sa.Column(
            "told",
            sa.Text(),
            nullable=False,
            comment="how surely it is in what the order makes; empty until it is told",
        ),
        sa.Column("free_at", sa.Integer(), nullable=True, comment="its position while not all of it broke or is used"),
        sa.PrimaryKeyConstraint("tenant", "work_order", "position"),
        comment="lots, and serials of them, that were issued to work orders",
    )
    op.create_index("issued_lot_is_free", "issued_lot", ["tenant", "work_order", "item", "free_at"], unique=False)
    op.create_index(
        "issued_lot_is_named", "issued_lot", ["tenant", "work_order", "item", "lot", "serial"], unique=False
    )
    op.create_index(
        "issued_lot_is_untold",
        "issued_lot",
        ["tenant", "work_order", "item"],
        unique=False,
        postgresql_where=sa.text("told = ''"),
    )
    tenant_rows("unit")
    tenant_rows("issued_lot")
    op.execute(REFUSE)
    op.execute(REFUSES)
