"""What the orders service keeps: its orders, and what it heard of items, factories and their load."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.documents import document_table

metadata = MetaData()

sales_order = document_table(
    "sales_order",
    metadata,
    Column("customer", Text, nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("promise", Date),
    shared_with=["customer"],
)
catalogue = Table(
    "catalogue",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("sold", Boolean, nullable=False),
    Column("lead_days", Integer, nullable=False),
    Column("price_minor", BigInteger),
    Column("cost_minor", BigInteger),
    Column("currency", Text),
)
bom_part = Table(
    "bom_part",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("component", Text, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("quantity", Numeric, nullable=False),
)
plant = Table(
    "plant",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
routing = Table(
    "routing",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("minutes", JSONB, nullable=False, comment="work centre -> run minutes per piece"),
)
work_centre = Table(
    "work_centre",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("work_centre", Text, primary_key=True),
    Column("plant", Text, nullable=False),
    Column("minutes_per_day", Float, nullable=False),
    Column("cost_per_hour_minor", BigInteger, nullable=False),
)
load = Table(
    "load",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("work_centre", Text, primary_key=True),
    Column("booked", JSONB, nullable=False, comment="ISO day -> minutes booked by work orders"),
)
stock = Table(
    "stock",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("available", Numeric, nullable=False),
)
reservation = Table(
    "reservation",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("order_id", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("item", Text, nullable=False),
    Column("work_centre", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("minutes", Float, nullable=False),
    comment="capacity promised to matched orders whose work orders are not there yet",
)
