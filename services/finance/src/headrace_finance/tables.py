"""What the finance service keeps: books, invoices, payables, notes, and what it heard of orders and goods.

Books are kept by organisation: every row of them carries the organisation whose book it is as its tenant, so an entry
that spans several firms has a heading in each of their books.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
)

from headrace_chassis.documents import document_table

metadata = MetaData()

invoice = document_table(
    "invoice",
    metadata,
    Column("kind", Text, nullable=False),
    Column("seller", Text, nullable=False),
    Column("buyer", Text, nullable=False, index=True),
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
payable = document_table(
    "payable",
    metadata,
    Column("creditor", Text, nullable=False, index=True),
    Column("invoice", Text, nullable=False, index=True),
    Column("purchase_order", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("outstanding_minor", BigInteger, comment="empty in rows of before"),
    shared_with=["creditor"],
)
advance = document_table(
    "advance",
    metadata,
    Column("payee", Text, nullable=False, index=True),
    Column("left_minor", BigInteger, nullable=False),
    shared_with=["payee"],
)
payment = document_table(
    "payment",
    metadata,
    Column("customer", Text, nullable=False, index=True),
    Column("invoice", Text, nullable=False, index=True),
    Column("order_id", Text, nullable=False),
    shared_with=["customer"],
)
note = Table(
    "note",
    metadata,
    Column("tenant", Text, nullable=False, comment="the debtor"),
    Column("id", Text, primary_key=True),
    Column("root", Text, nullable=False, index=True),
    Column("parent", Text),
    Column("payable", Text, nullable=False, index=True),
    Column("holder", Text, nullable=False, index=True),
    Column("amount_minor", BigInteger, nullable=False),
    Column("minimum_minor", BigInteger, nullable=False),
    Column("unearned_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("state", Text, nullable=False),
    Index("ix_note_debtor_state", "tenant", "state", "due"),
    info={"shared_with": ("holder",)},
)
note_offer = document_table(
    "note_offer",
    metadata,
    Column("kind", Text, nullable=False),
    Column("note", Text, nullable=False, index=True),
    Column("taker", Text, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("due", Date, nullable=False),
    shared_with=["taker"],
)
credit_line = Table(
    "credit_line",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the debtor"),
    Column("currency", Text, primary_key=True),
    Column("grantor", Text, nullable=False, comment="the bank, or the platform"),
    Column("limit_minor", BigInteger, nullable=False),
    Column("used_minor", BigInteger, nullable=False),
    info={"shared_with": ("grantor",)},
)
credit_proposal = Table(
    "credit_proposal",
    metadata,
    Column("tenant", Text, primary_key=True, comment="the debtor"),
    Column("currency", Text, primary_key=True),
    Column("grantor", Text, primary_key=True, comment="the bank"),
    Column("proposer", Text, primary_key=True, comment="which of the two"),
    Column("limit_minor", BigInteger, nullable=False),
    info={"shared_with": ("grantor",)},
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
