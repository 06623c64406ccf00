"""What the mrp service keeps: its plans, what it heard of demand, and the facts of planning."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, MetaData, Numeric, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.documents import document_table
from headrace_planning.store.tables import has, keep_facts, key, table

metadata = MetaData()
keep_facts(metadata)

forecast = table(
    "forecast",
    metadata,
    key("item"),
    key("start", Date),
    has("days", Integer),
    has("quantity", Numeric),
    has("unit"),
    has("release"),
)
order_demand = table(
    "order_demand",
    metadata,
    key("order_id"),
    key("line", Integer),
    key("plant"),
    has("customer"),
    has("item"),
    has("quantity", Numeric),
    has("unit"),
    has("due", Date),
    Column("priority", Integer, nullable=False, server_default=text("0")),
    Column("promised", Date),
)
past_demand = table(
    "past_demand",
    metadata,
    key("order_id"),
    key("line", Integer),
    key("plant"),
    has("item"),
    has("quantity", Numeric),
    has("unit"),
    has("due", Date),
    comment="order lines that ended: what was shipped of them still takes the forecast of its day",
)

plan = document_table(
    "plan",
    metadata,
    Column("plant", Text),
    Column("state", Text, nullable=False),
)
proposal = table(
    "proposal",
    metadata,
    key("id"),
    has("plan"),
    has("kind"),
    has("item"),
    has("plant"),
    has("quantity", Numeric),
    has("unit"),
    has("start", Date),
    has("due", Date),
    has("state"),
    Column("supplier", Text),
    Column("batch", Text, comment="the release that let it go"),
    Column("became", Text, comment="the purchase or work order made of it"),
    Index("ix_proposal_plan", "tenant", "plan", "state"),
    Index("ix_proposal_open", "tenant", postgresql_where="state = 'proposed'"),
)
peg = table(
    "peg",
    metadata,
    key("plan"),
    key("position", Integer),
    has("kind"),
    has("reference"),
    has("item"),
    has("plant"),
    has("order_id"),
    has("line", Integer),
    has("quantity", Numeric),
    has("unit"),
    has("expected", Date),
    has("current", Boolean),
    Index("ix_peg_order", "tenant", "order_id"),
    Index("ix_peg_reference", "tenant", "reference"),
    comment="supplies that serve customer orders; of proposals also those that only complete a lot (quantity 0)",
)
plan_exception = table(
    "plan_exception",
    metadata,
    key("plan"),
    key("position", Integer),
    has("kind"),
    has("reference"),
    has("item"),
    has("plant"),
    has("stands", Date),
    Column("wanted", Date),
    has("message"),
    Column("said", JSONB(none_as_null=True), comment="the message by its code"),
    Column("order_id", Text, comment="the customer order that it is about"),
)
release = document_table("release", metadata, Column("plan", Text, nullable=False), Column("order_id", Text))
