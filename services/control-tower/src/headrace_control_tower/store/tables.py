"""What the control tower keeps: exceptions, journeys, and what happened to orders."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Identity, Index, MetaData, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.documents import document_table

metadata = MetaData()

chain_exception = document_table(
    "chain_exception",
    metadata,
    Column("rule", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("item", Text, nullable=False, server_default="", comment="of a lot"),
    Column("maker", Text, nullable=False, server_default="", comment="who numbered the lot, empty for lots made here"),
)
Index(
    "one_open_exception_of_a_subject",
    *(chain_exception.c[name] for name in ("tenant", "rule", "subject", "plant", "item", "maker")),
    unique=True,
    postgresql_where=text("state <> 'closed'"),
)
journey = document_table("journey", metadata, Column("state", Text, nullable=False))
timeline_entry = Table(
    "timeline_entry",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("heard", BigInteger, Identity(), nullable=False, comment="breaks ties of events at one time"),
    Column("subject_kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("type", Text, nullable=False),
    Column("words", Text, nullable=False, comment="in English, for entries that have no more"),
    Column("said", JSONB(none_as_null=True)),
    Column("link", Text, nullable=False),
    Column("customer", Text, nullable=False, comment="of the order that the entry is of, else empty"),
    Column("internal", Boolean, nullable=False, comment="not for the customer's eyes"),
    Index("timeline_entry_subject", "subject_kind", "subject"),
    info={"shared_with": ("customer",)},
)
timeline_link = Table(
    "timeline_link",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("whole_kind", Text, primary_key=True),
    Column("whole", Text, primary_key=True),
    Column("part_kind", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    comment="a proposal serves an order, a purchase order a proposal, a lot a purchase order",
)
