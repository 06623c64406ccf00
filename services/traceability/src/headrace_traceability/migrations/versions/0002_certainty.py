"""links are recorded or possible; what was spread over serials belongs to their lot

Links from components to the serials of an order were guessed by the order of issue. Each becomes one link to the lot
of the order, in whose serials it may be. Events and their log stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The orders whose components were spread: the serials of such a link are pieces of a lot since the same event.
SPREAD = """
    CREATE TEMPORARY TABLE spread ON COMMIT DROP AS
    SELECT c.tenant, c.work_order, c.at, min(m.source) AS lot
      FROM edge c JOIN edge m ON (m.tenant, m.target, m.at) = (c.tenant, c.target, c.at) AND m.kind = 'split'
     WHERE c.kind = 'consume'
     GROUP BY c.tenant, c.work_order, c.at HAVING count(DISTINCT c.target) > 1
"""
GATHERED = """
    INSERT INTO edge (tenant, id, source, target, quantity, unit, kind, at, work_order, partner, certainty)
    SELECT tenant, min(c.id) || '/lot', c.source, s.lot, sum(c.quantity), c.unit, 'consume', at, work_order, c.partner,
           'possible'
      FROM edge c JOIN spread s USING (tenant, work_order, at)
     WHERE c.kind = 'consume'
     GROUP BY tenant, c.source, s.lot, c.unit, at, work_order, c.partner
"""
GUESSED = """
    DELETE FROM edge c USING spread s
     WHERE (c.tenant, c.work_order, c.at) = (s.tenant, s.work_order, s.at) AND c.kind = 'consume' AND c.target <> s.lot
"""


def upgrade() -> None:
    op.add_column(
        "edge",
        sa.Column(
            "certainty", sa.Text(), nullable=True, comment="recorded or possible; null: written before links had one"
        ),
    )
    op.execute("SELECT set_config('app.tenant', '*', true)")
    for statement in (SPREAD, GATHERED, GUESSED):
        op.execute(statement)
