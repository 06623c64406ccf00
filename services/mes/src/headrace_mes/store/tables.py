"""What the mes service keeps: its work orders, what they book, and what it heard of products and shops."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, Index, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from headrace_chassis.documents import document_table

metadata = MetaData()

work_order = document_table(
    "work_order",
    metadata,
    Column("number", Text, nullable=False),
    Column("proposal", Text, nullable=False),
    Column("item", Text, nullable=False, index=True),
    Column("plant", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("made_for", ARRAY(Text), nullable=False, comment="customer orders it was begun for"),
    Column("machines", ARRAY(Text), nullable=False, comment="machines that have an unfinished operation of it"),
)
Index("work_order_number_is_unique", work_order.c.tenant, work_order.c.number, unique=True)
Index("work_order_proposal_is_unique", work_order.c.tenant, work_order.c.proposal, unique=True)
Index("ix_work_order_tenant_state", work_order.c.tenant, work_order.c.state)
made_for = Table(
    "work_order_made_for",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("order_id", Text, primary_key=True),
    Column("work_order", Text, primary_key=True),
    comment="work_order.made_for by order, kept by a trigger: under row-level security no index of arrays serves",
)

unit = Table(
    "unit",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("work_order", Text, primary_key=True),
    Column("serial", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("place", Text, nullable=False),
    comment="single pieces of work orders that have serial numbers",
)
Index("unit_stands", *(unit.c[name] for name in ("tenant", "work_order", "state", "place", "serial")))

issued_lot = Table(
    "issued_lot",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("work_order", Text, primary_key=True),
    Column("position", Integer, primary_key=True, comment="its place in the order of issue"),
    Column("item", Text, nullable=False),
    Column("lot", Text, nullable=False),
    Column("serial", Text, nullable=False),
    Column("maker", Text, nullable=True),
    Column("unit", Text, nullable=False),
    Column("issued", Numeric, nullable=False),
    Column("broken", Numeric, nullable=False),
    Column("used", Numeric, nullable=False, comment="as it was told"),
    Column("told", Text, nullable=False, comment="how surely it is in what the order makes; empty until it is told"),
    Column("free_at", Integer, nullable=True, comment="its position while not all of it broke or is used"),
    comment="lots, and serials of them, that were issued to work orders",
)
OF_ITEM = tuple(issued_lot.c[name] for name in ("tenant", "work_order", "item"))
Index("issued_lot_is_named", *OF_ITEM, issued_lot.c.lot, issued_lot.c.serial)
Index("issued_lot_is_free", *OF_ITEM, issued_lot.c.free_at)
Index("issued_lot_is_untold", *OF_ITEM, postgresql_where=issued_lot.c.told == "")

operation_report = Table(
    "operation_report",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("work_order", Text, nullable=False, index=True),
    Column("sequence", Integer, nullable=False),
    Column("machine", Text, nullable=False),
    Column("good", Numeric, nullable=False),
    Column("scrap", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    Column("counted_by", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
unassigned_count = Table(
    "unassigned_count",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("machine", Text, primary_key=True),
    Column("plant", Text, nullable=False),
    Column("work_centre", Text, nullable=False),
    Column("pieces", Numeric, nullable=False),
    Column("last_counted_at", DateTime(timezone=True), nullable=False),
    comment="pieces a machine made that no work order had dispatched to it",
)
count_decision = Table(
    "count_decision",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("machine", Text, nullable=False, index=True),
    Column("pieces", Numeric, nullable=False),
    Column("work_order", Text, nullable=False, comment="empty: dismissed"),
    Column("sequence", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    comment="what people decided on pieces that belonged to no work order",
)
booking = Table(
    "booking",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("work_order", Text, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("work_centre", Text, nullable=False, index=True),
    Column("minutes", Numeric, nullable=False),
)
work_centre = Table(
    "work_centre",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("work_centre", Text, primary_key=True),
    Column("plant", Text, nullable=False),
    Column("minutes_per_day", Numeric, nullable=False),
)
closed_day = Table(
    "closed_day",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("work_centre", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("cause", Text, nullable=False, comment="the exception whose feedback says that it is down"),
)
machine = Table(
    "machine",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("machine", Text, primary_key=True),
    Column("work_centre", Text, nullable=False),
)
item = Table(
    "item",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("tracking", Text, nullable=False),
)
bom = Table(
    "bom",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("lines", JSONB, nullable=False),
)
routing = Table(
    "routing",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("operations", JSONB, nullable=False),
)
