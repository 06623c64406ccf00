"""What is to be shipped, and shipments."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text

from headrace_chassis.documents import document_table
from headrace_logistics.tables import metadata

shipment_request = document_table(
    "shipment_request",
    metadata,
    Column("order_id", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("state", Text, nullable=False),
)
Index(
    "shipment_request_once",
    shipment_request.c.tenant,
    shipment_request.c.order_id,
    shipment_request.c.plant,
    unique=True,
)
shipment = document_table(
    "shipment",
    metadata,
    Column("order_id", Text, nullable=False, index=True),
    Column("customer", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("state", Text, nullable=False),
)
