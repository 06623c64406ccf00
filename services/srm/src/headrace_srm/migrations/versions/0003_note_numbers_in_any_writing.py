"""note numbers in any writing"""

import sqlalchemy as sa
from alembic import op

from headrace_contracts.writing import alike

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NOTE = sa.table("delivery_note", sa.column("id"), sa.column("tenant"), sa.column("number"), sa.column("alike"))


def upgrade() -> None:
    op.add_column("delivery_note", sa.Column("alike", sa.Text(), nullable=True, comment="the number in any writing"))
    op.create_index("delivery_note_alike", "delivery_note", ["supplier", "alike"], unique=False)
    bind = op.get_bind()
    bind.execute(sa.text("SELECT set_config('app.tenant', '*', true)"))
    for row in bind.execute(sa.select(NOTE)).all():
        this = (NOTE.c.id == row.id) & (NOTE.c.tenant == row.tenant)
        bind.execute(NOTE.update().where(this).values(alike=alike(row.number)))
    bind.execute(sa.text("SELECT set_config('app.tenant', '', true)"))
