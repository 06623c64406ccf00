"""lots and pieces are found by their number; where they are is kept as the warehouse told

What was recorded before keeps its short code: neither the item nor, surely, the maker of it is known here. It is taken
over into the full code when the thing is handled again (`model/naming.py`).
"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import tenant_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KNOWN = """
    INSERT INTO thing (tenant, partner, code, name)
    SELECT DISTINCT tenant, coalesce(partner, ''), code, code
      FROM (SELECT tenant, partner, code FROM trace_code
            UNION ALL SELECT tenant, partner, source FROM edge
            UNION ALL SELECT tenant, partner, target FROM edge) AS said
     WHERE code LIKE 'lot:%' OR code LIKE 'serial:%'
"""


def upgrade() -> None:
    op.create_table(
        "thing",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column(
            "partner", sa.Text(), server_default="", nullable=False, comment="the other firm that heard of it, if any"
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="kind and number, as people call it"),
        sa.PrimaryKeyConstraint("tenant", "partner", "code"),
        comment="lots and pieces, to be found by their number",
        info={"shared_with": ("partner",)},
    )
    op.create_index(op.f("ix_thing_name"), "thing", ["name"], unique=False)
    op.create_index("thing_code", "thing", ["code"], unique=False)
    op.create_index("thing_short", "thing", ["tenant", "name"], postgresql_where=sa.text("code = name"))
    op.create_table(
        "holding",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False, comment="whom the place is held for"),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "code", "plant", "place", "party"),
        comment="where lots and pieces are, as the warehouse told",
    )
    tenant_rows("thing", shared_with=["partner"])
    tenant_rows("holding")
    op.execute("SELECT set_config('app.tenant', '*', true)")
    op.execute(KNOWN)
