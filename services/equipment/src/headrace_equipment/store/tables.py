"""What equipment keeps: the ledger of machines, their states, what gateways told, and how far each was heard."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, DateTime, Float, Identity, Index, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.documents import document_table

metadata = MetaData()
MOMENT = DateTime(timezone=True)

machine = document_table(
    "machine",
    metadata,
    Column("plant", Text, nullable=False),
    Column("work_centre", Text, nullable=False),
    Column("state", Text),
)
plant = Table(
    "plant",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("zone", Text, nullable=False),
    Column("closed_until", Date, comment="the last day of the plant whose figures were told"),
)
doubt = document_table(
    "doubt",
    metadata,
    Column("machine", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("until", MOMENT, nullable=False),
    Column("state", Text, nullable=False),
    Column("settled_pieces", BigInteger),
)
Index("doubt_of_machine", doubt.c.tenant, doubt.c.machine, doubt.c.day)
former_cycle = Table(
    "former_cycle",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("machine", Text, primary_key=True),
    Column("since", MOMENT, primary_key=True),
    Column("until", MOMENT, nullable=False),
    Column("microseconds", BigInteger, nullable=False),
    comment="ideal cycles of machines that were valid before the present one",
)
item_cycle = Table(
    "item_cycle",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("machine", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("since", MOMENT, primary_key=True),
    Column("microseconds", BigInteger, comment="null: from then on the machine's own holds"),
    comment="ideal cycles of items on machines",
)
item_pieces = Table(
    "item_pieces",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("machine", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("pieces", BigInteger, nullable=False),
    Index("item_pieces_of_machine", "tenant", "machine", "at"),
    comment="of which item counted pieces are",
)
state_interval = Table(
    "state_interval",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("machine", Text, primary_key=True),
    Column("starts", MOMENT, primary_key=True),
    Column("ends", MOMENT),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("pieces", BigInteger, nullable=False),
)
scrap = Table(
    "scrap",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("machine", Text, nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("pieces", Numeric, nullable=False),
    Index("scrap_of_machine", "tenant", "machine", "at"),
    comment="pieces that people reported as scrap",
)
telemetry_point = Table(
    "telemetry_point",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("machine", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("quality", Text, nullable=False),
    Column("device_time", MOMENT, nullable=False),
    Column("gateway_time", MOMENT, nullable=False),
    Column("stored_at", MOMENT, nullable=False),
    Column("state", Text),
    Column("delta", BigInteger),
    Column("total", BigInteger),
    Column("value", Float),
    Column("unit", Text),
    Index("telemetry_point_time", "device_time", postgresql_using="brin"),
    Index("ix_telemetry_point_machine", "tenant", "machine", "id"),
    comment="append-only and in order of time, so that a small BRIN index finds a day",
)
stream = Table(
    "stream",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("gateway", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("last_sequence", BigInteger, nullable=False),
    Column("stored", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
    Column("lost", JSONB, nullable=False, comment="[first, last] of what the gateway lost before it could send it"),
)
refused_record = Table(
    "refused_record",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("refused_at", MOMENT, nullable=False),
    Column("reason", Text, nullable=False, comment="in English, for records that have no more"),
    Column("said", JSONB(none_as_null=True)),
    Column("body", Text, nullable=False, comment="JSON as sent: JSONB takes neither NaN nor a zero byte"),
    Index("ix_refused_record_tenant_id", "tenant", "id"),
)
