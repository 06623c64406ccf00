"""What the forecasting service keeps: items as heard, history as loaded, runs with their orders, lines and series, and
what a company chose."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.documents import document_table

metadata = MetaData()

item = Table(
    "item",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("unit", Text, nullable=False),
    Column("decimals", Integer),
    Column("category", Text, nullable=False),
    Column("subcategory", Text, nullable=False),
    Column("sold", Boolean, nullable=False),
)
sale = Table(
    "sale",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("item", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger),
    Column("price", Numeric),
    Column("currency", Text),
    Index("ix_sale_item_day", "tenant", "item", "day"),
)
stock_out = Table(
    "stock_out",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("last_day", Date, nullable=False),
)
cleaning_decision = Table(
    "cleaning_decision",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("week", Date, primary_key=True),
    Column("declined", Boolean, nullable=False),
    Column("decision", JSONB, nullable=False),
)
forecast_order = document_table(
    "forecast_order",
    metadata,
    Column("number", Text, nullable=False),
    Column("state", Text, nullable=False),
)
forecast_line = document_table(
    "forecast_line",
    metadata,
    Column("order_id", Text, nullable=False, index=True),
    Column("item", Text, nullable=False),
)
series = document_table(
    "series",
    metadata,
    Column("order_id", Text, nullable=False, index=True),
    Column("level", Text, nullable=False),
    Column("node", Text, nullable=False),
    Column("method", Text, nullable=False),
)
forecast_remark = Table(
    "forecast_remark",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("order_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("item", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False, comment="in English, for remarks that have no more"),
    Column("said", JSONB(none_as_null=True)),
)
stock_policy = Table(
    "stock_policy",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("demand", Text, primary_key=True),
    Column("policy", Text, nullable=False),
)
history_start = Table(
    "history_start",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("first_year", Integer, nullable=False),
)
