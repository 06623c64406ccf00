"""Invoices, credit notes and payments, and what was heard of orders and goods."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, Numeric, Table, Text

from headrace_chassis.documents import document_table
from headrace_finance.tables import metadata

invoice = document_table(
    "invoice",
    metadata,
    Column("kind", Text, nullable=False),
    Column("seller", Text, nullable=False),
    Column("buyer", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("order_id", Text, nullable=False, index=True),
    Column("shipment", Text),
    Column("alike", Text, comment="the number in any writing"),
    Column("state", Text, nullable=False),
    Column("due", Date, nullable=False),
    shared_with=["seller", "buyer"],
)
Index("ux_invoice_seller_number", invoice.c.seller, invoice.c.number, unique=True)
Index("ix_invoice_seller_alike", invoice.c.seller, invoice.c.alike)
credit_note = document_table(
    "credit_note",
    metadata,
    Column("seller", Text, nullable=False),
    Column("alike", Text, nullable=False, comment="the number in any writing"),
    Column("invoice", Text, nullable=False, index=True),
    Column("order_id", Text, nullable=False, index=True),
    shared_with=["seller"],
)
Index("ux_credit_note_seller_alike", credit_note.c.seller, credit_note.c.alike, unique=True)
payment = document_table(
    "payment",
    metadata,
    Column("customer", Text, nullable=False),
    Column("invoice", Text, nullable=False, index=True),
    Column("order_id", Text, nullable=False),
    shared_with=["customer"],
)
purchase_line = Table(
    "purchase_line",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the buyer"),
    Column("purchase_order", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("supplier", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    Column("price_minor", BigInteger, nullable=False, comment="rounded, for readers of before price"),
    Column("currency", Text, nullable=False),
    Column("price", Numeric, comment="exact, in major units; empty in rows of before"),
    info={"shared_with": ("supplier",)},
)
goods = Table(
    "goods",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the buyer"),
    Column("purchase_order", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("fact", Text, primary_key=True, comment="received, accepted, rejected, used or reworked"),
    Column("reference", Text, primary_key=True, comment="receipt and lot, inspection, or nonconformance"),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
)
sales_line = Table(
    "sales_line",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the seller"),
    Column("order_id", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("customer", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("price_minor", BigInteger, nullable=False, comment="rounded, for readers of before price"),
    Column("currency", Text, nullable=False),
    Column("price", Numeric, comment="exact, in major units; empty in rows of before"),
)
