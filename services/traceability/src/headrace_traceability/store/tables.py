"""What the traceability service keeps: events and edges of the organisations, and the platform's one Merkle log.

The log's rows belong to the platform (tenant `headrace`): they are hashes and signatures, which everybody may see.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    text,
)

metadata = MetaData()

trace_event = Table(
    "trace_event",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("leaf", BigInteger, nullable=False, unique=True, comment="place in the log, from 0"),
    Column("kind", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("location", Text, nullable=False),
    Column("document", Text, index=True),
    Column("partner", Text, comment="the other firm: supplier or customer"),
    Column("canonical", Text, nullable=False, comment="the text of the leaf"),
    Index("ix_trace_event_id", "id"),
    Index("ix_trace_event_tenant_leaf", "tenant", "leaf"),
    Index("ix_trace_event_partner_leaf", "partner", "leaf"),
    info={"shared_with": ("partner",)},
)
trace_code = Table(
    "trace_code",
    metadata,
    Column("code", Text, primary_key=True),
    Column("leaf", BigInteger, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("partner", Text),
    comment="which events name a thing",
    info={"shared_with": ("partner",)},
)
thing = Table(
    "thing",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("partner", Text, primary_key=True, server_default="", comment="the other firm that heard of it, if any"),
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True, comment="kind and number, as people call it"),
    Index("thing_code", "code"),
    Index("thing_short", "tenant", "name", postgresql_where=text("code = name")),
    comment="lots and pieces, to be found by their number",
    info={"shared_with": ("partner",)},
)
holding = Table(
    "holding",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("party", Text, primary_key=True, comment="whom the place is held for"),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    comment="where lots and pieces are, as the warehouse told",
)
edge = Table(
    "edge",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("target", Text, nullable=False, index=True),
    Column("quantity", Numeric, nullable=False, comment="what left the source"),
    Column("unit", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("work_order", Text),
    Column("partner", Text),
    Column("certainty", Text, comment="recorded or possible; null: written before links had one"),
    Column("ended_at", DateTime(timezone=True), comment="since then the source is not in the target any more"),
    info={"shared_with": ("partner",)},
)
merkle_log = Table(
    "merkle_log",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
)
merkle_node = Table(
    "merkle_node",
    metadata,
    Column("level", Integer, primary_key=True),
    Column("place", BigInteger, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
tree_head = Table(
    "tree_head",
    metadata,
    Column("size", BigInteger, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("key_id", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
log_key = Table(
    "log_key",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False, comment="32 bytes, Ed25519"),
    Column("first_used", DateTime(timezone=True), nullable=False),
)
