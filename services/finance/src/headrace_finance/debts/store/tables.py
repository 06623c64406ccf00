"""Payables and advances."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Text

from headrace_chassis.documents import document_table
from headrace_finance.tables import metadata

payable = document_table(
    "payable",
    metadata,
    Column("creditor", Text, nullable=False),
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
    Column("payee", Text, nullable=False),
    Column("left_minor", BigInteger, nullable=False),
    shared_with=["payee"],
)
