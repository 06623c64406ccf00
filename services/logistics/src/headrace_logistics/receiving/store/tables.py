"""Delivery notes and receipts."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text

from headrace_chassis.documents import document_table
from headrace_logistics.tables import metadata

delivery_note = document_table(
    "delivery_note",
    metadata,
    Column("supplier", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("alike", Text, comment="the number in any writing"),
    Column("purchase_order", Text, nullable=False, index=True),
    Column("plant", Text, nullable=False),
    Column("state", Text, nullable=False),
)
Index(
    "delivery_note_once",
    delivery_note.c.tenant,
    delivery_note.c.supplier,
    delivery_note.c.number,
    unique=True,
)
Index("delivery_note_alike", delivery_note.c.tenant, delivery_note.c.supplier, delivery_note.c.alike)
receipt = document_table(
    "receipt",
    metadata,
    Column("delivery_note", Text, nullable=False, index=True),
    Column("purchase_order", Text, nullable=False, index=True),
    Column("supplier", Text, nullable=False),
    Column("plant", Text, nullable=False),
)
