"""What the gateway keeps of those who take part."""

from sqlalchemy import Column, MetaData, Table, Text

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
