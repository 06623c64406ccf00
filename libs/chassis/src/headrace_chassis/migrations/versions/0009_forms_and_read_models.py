"""Which forms of documents are stored, how far each read model is, and for which of them an event is parked

While a replica of the version before still hears, it calls read models that hear the past yet, and retries for all what
is parked for them: no such replica should go on where one is rebuilt.
"""

from alembic import op

revision = "chassis_0009"
down_revision = "chassis_0008"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE TABLE stored_form (name text PRIMARY KEY, form int NOT NULL)",
    "ALTER TABLE inbox_progress ADD COLUMN read_models text NOT NULL DEFAULT ''",
    """CREATE TABLE read_model_past (
        topic text NOT NULL,
        partition int NOT NULL,
        read_model text NOT NULL,
        next_offset bigint NOT NULL,
        heard bigint NOT NULL,
        origin text NOT NULL,
        PRIMARY KEY (topic, partition, read_model)
    )""",
    "ALTER TABLE parked_event ADD COLUMN read_models text[]",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
