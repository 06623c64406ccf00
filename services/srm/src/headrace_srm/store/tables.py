"""What the srm service keeps: suppliers, their prices, orders and deliveries, past purchases, items as heard."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    false,
)
from sqlalchemy.dialects.postgresql import ARRAY

from headrace_chassis.documents import document_table

metadata = MetaData()

supplier = document_table("supplier", metadata)
supplier_item = document_table(
    "supplier_item",
    metadata,
    Column("supplier", Text, nullable=False),
    Column("item", Text, nullable=False, index=True),
    Column("currency", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
)
purchase_order = document_table(
    "purchase_order",
    metadata,
    Column("supplier", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("batch", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("items", ARRAY(Text), nullable=False),
    Column("customer_orders", ARRAY(Text), nullable=False),
    shared_with=["supplier"],
)
delivery_note = document_table(
    "delivery_note",
    metadata,
    Column("supplier", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("alike", Text, comment="the number in any writing"),
    Column("purchase_order", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    shared_with=["supplier"],
)
Index("delivery_note_alike", delivery_note.c.supplier, delivery_note.c.alike)
past_purchase = Table(
    "past_purchase",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("supplier", Text, nullable=False, index=True),
    Column("item", Text, nullable=False),
    Column("ordered_on", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("received_on", Date),
    Column("quantity", Numeric, nullable=False),
    Column("received", Numeric, nullable=False),
    Column("rejected", Numeric, nullable=False),
    Column("price_minor", BigInteger, nullable=False, comment="rounded, for readers of before price"),
    Column("currency", Text, nullable=False),
    Column("price", Numeric, comment="exact, in major units; empty in rows of before"),
)
proposal = Table(
    "proposal",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("proposal", Text, primary_key=True),
    Column("batch", Text, nullable=False),
    Column("supplier", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("together", Integer, nullable=False, comment="so many of the batch are one order"),
    Column("item", Text, nullable=False),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    Column("need_by", Date, nullable=False),
    Column("customer_orders", ARRAY(Text), nullable=False),
    Column("heard_at", DateTime(timezone=True), nullable=False),
    Column("purchase_order", Text, comment="that asks for it; empty until the others are here"),
    comment="as released by planning",
)
Index("ix_proposal_batch", proposal.c.tenant, proposal.c.batch)
Index(
    "ix_proposal_open",
    proposal.c.tenant,
    proposal.c.item,
    postgresql_where=proposal.c.purchase_order.is_(None),
)
item = Table(
    "item",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("decimals", SmallInteger, comment="places it is counted to; empty where product did not say"),
    comment="as heard from product",
)
