"""a lot is its maker's, and has a place in the order in which lots came; others hear where each lot is

The maker of what is there already is read from the ledger, where all of a lot came from one. The ledger itself stays
as it was written: its rows from before name no maker.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEYS = {
    "lot": ("tenant", "item", "lot", "maker"),
    "balance": ("tenant", "item", "plant", "lot", "serial", "maker", "place", "party"),
}
MAKERS = """
    CREATE TEMPORARY TABLE maker_of ON COMMIT DROP AS
    SELECT tenant, item, lot, min(maker) AS maker
      FROM (SELECT tenant, item, lot, CASE source WHEN 'made' THEN tenant WHEN 'supplier' THEN source_party END AS maker
              FROM movement WHERE source IN ('opening', 'supplier', 'made', 'adjustment')) AS came
     GROUP BY tenant, item, lot HAVING count(DISTINCT coalesce(maker, '')) = 1 AND min(maker) IS NOT NULL
"""
SAY = "UPDATE {table} t SET maker = m.maker FROM maker_of m WHERE (t.tenant, t.item, t.lot) = (m.tenant, m.item, m.lot)"


def upgrade() -> None:
    op.add_column(
        "lot",
        sa.Column(
            "maker", sa.Text(), server_default="", nullable=False, comment="who numbered it; empty where nobody said"
        ),
    )
    op.add_column(
        "lot",
        sa.Column(
            "arrival",
            sa.BigInteger(),
            sa.Identity(always=True),
            nullable=False,
            comment="the order in which lots came",
        ),
    )
    op.add_column("balance", sa.Column("maker", sa.Text(), server_default="", nullable=False))
    op.add_column("movement", sa.Column("maker", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "item_stock",
        sa.Column(
            "told",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="others heard how much of each lot is where",
        ),
    )
    op.alter_column("item_stock", "told", server_default=sa.true())
    op.execute("SELECT set_config('app.tenant', '*', true)")
    op.execute(MAKERS)
    for table, key in KEYS.items():
        op.execute(SAY.format(table=table))
        op.drop_constraint(f"{table}_pkey", table)
        op.create_primary_key(f"{table}_pkey", table, key)
