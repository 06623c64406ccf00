"""Which forms of documents are stored, how far each read model is, and for which of them an event is parked"""

from alembic import op

revision = "chassis_0009"
down_revision = "chassis_0006"
branch_labels = None
depends_on = None

STATEMENTS = ("CREATE TABLE stored_form (name text PRIMARY KEY, form int NOT NULL)",)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
