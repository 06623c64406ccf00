"""Events, parked events and jobs say who caused them, and what did

A replica of the version before tells events of which nobody knows who caused them, as those told before this are.
"""

from alembic import op

revision = "chassis_0008"
down_revision = "chassis_0007"
branch_labels = None
depends_on = None

WHO_AND_WHY = "ADD COLUMN actor text NOT NULL DEFAULT 'unknown', ADD COLUMN cause text NOT NULL DEFAULT ''"

# What a request caused is found by its trace, which is each request's own: an index entry for each would cost more
# than it gives.
FOUND_BY_CAUSE = "cause <> '' AND cause NOT LIKE 'request:%'"


def upgrade() -> None:
    op.execute(f"ALTER TABLE event_log {WHO_AND_WHY}")
    op.execute(f"CREATE INDEX event_log_cause ON event_log (cause) WHERE {FOUND_BY_CAUSE}")
    op.execute(f"ALTER TABLE parked_event {WHO_AND_WHY}")
    op.execute("ALTER TABLE job ADD COLUMN cause text NOT NULL DEFAULT ''")
