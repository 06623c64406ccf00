"""Stock notes, and for which purchases lots were accepted."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Numeric, Table, Text

from headrace_chassis.documents import document_table
from headrace_logistics.tables import metadata

stock_note = document_table(
    "stock_note",
    metadata,
    Column("kind", Text, nullable=False),
    Column("item", Text, nullable=False, index=True),
    Column("plant", Text, nullable=False),
    Column("lot", Text, nullable=False),
    Column("block", Text, nullable=False),
)
bought_lot = Table(
    "bought_lot",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("lot", Text, primary_key=True),
    Column("maker", Text, primary_key=True),
    Column("purchase_order", Text, primary_key=True),
    Column("order_line", Integer, primary_key=True),
    Column("quantity", Numeric, nullable=False),
    comment="what was accepted of a lot for a line of a purchase order, and not sent back",
)
