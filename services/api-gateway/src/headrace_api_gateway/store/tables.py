"""What the gateway keeps of those who take part, and of sessions that ended."""

from sqlalchemy import Column, DateTime, MetaData, Table, Text

metadata = MetaData()

organisation = Table(
    "organisation",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the organisation itself"),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("currency", Text, nullable=False),
)
plant = Table(
    "plant",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
)
ended_session = Table(
    "ended_session",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("session", Text, primary_key=True),
    Column("expires_at", DateTime(timezone=True), nullable=False, comment="when its token would have been over"),
)
sent_away = Table(
    "sent_away",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, comment="no token that was issued until then is believed"),
    comment="people whose sessions were all ended, such as those who left the organisation",
)
