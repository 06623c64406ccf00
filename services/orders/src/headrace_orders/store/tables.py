"""What the orders service keeps: its orders, what it heard of factories and their load, and the facts of planning."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.documents import document_table
from headrace_planning.store.tables import has, keep_facts, key, table

metadata = MetaData()
keep_facts(metadata, but=("routing",))


def _bounds() -> list[Column[Any]]:
    return [
        has("ordering"),
        Column("most_per_line", Numeric),
        Column("most_open_minor", BigInteger),
        Column("currency", Text),
    ]


sales_order = document_table(
    "sales_order",
    metadata,
    Column("customer", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("promise", Date),
    shared_with=["customer"],
)
organisation = Table(
    "organisation", metadata, Column("tenant", Text, primary_key=True), Column("name", Text, nullable=False)
)
customer_terms = table(
    "customer_terms",
    metadata,
    key("customer"),
    *_bounds(),
    has("highest_priority", Integer),
    comment="what the seller agrees to beforehand; an empty customer is all without terms of their own",
)
buying_terms = table(
    "buying_terms",
    metadata,
    key("seller"),
    *_bounds(),
    comment="what the customer lets a seller enter in its name; an empty seller is all without terms of their own",
)
catalogue = table(
    "catalogue",
    metadata,
    key("item"),
    has("name"),
    has("unit"),
    has("sold", Boolean),
    has("lead_days", Integer),
    Column("price_minor", BigInteger),
    Column("price", Numeric, comment="exact, in major units; the rounded one holds where they differ"),
    Column("cost_minor", BigInteger, comment="nobody reads it any more"),
    Column("currency", Text),
)
routing = table(
    "routing",
    metadata,
    key("item"),
    key("plant"),
    Column("minutes", JSONB, nullable=False, comment="work centre -> run minutes per piece"),
    Column("setup", JSONB, comment="work centre -> minutes once for a lot"),
)
work_centre = table(
    "work_centre",
    metadata,
    key("work_centre"),
    has("plant"),
    has("minutes_per_day", Float),
    has("cost_per_hour_minor", BigInteger),
    Column("currency", Text),
)
load = table(
    "load",
    metadata,
    key("work_centre"),
    Column("booked", JSONB, nullable=False, comment="ISO day -> minutes booked by work orders"),
)
held = table(
    "held",
    metadata,
    key("order_id"),
    key("line", Integer),
    key("plant"),
    key("day", Date),
    has("item"),
    has("work_centre"),
    has("minutes", Numeric),
    Column("quantity", Numeric, comment="what is made in them; empty for what is let go all at once"),
    comment="working time promised to matched orders whose work orders are not there yet",
)
