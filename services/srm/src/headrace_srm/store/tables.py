"""What the srm service keeps: suppliers, their prices, orders and deliveries, past purchases, items as heard."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, MetaData, Numeric, Table, Text
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
)
purchase_order = document_table(
    "purchase_order",
    metadata,
    Column("supplier", Text, nullable=False, index=True),
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
    Column("supplier", Text, nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("purchase_order", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    shared_with=["supplier"],
)
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
    Column("price_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
)
item = Table(
    "item",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    comment="as heard from product",
)
