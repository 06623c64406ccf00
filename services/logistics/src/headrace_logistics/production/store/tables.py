"""What work orders ask for, and what was issued to them."""

from __future__ import annotations

from sqlalchemy import Column, Text

from headrace_chassis.documents import document_table
from headrace_logistics.tables import metadata

issue_request = document_table(
    "issue_request",
    metadata,
    Column("work_order", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("state", Text, nullable=False),
)
issue = document_table(
    "issue",
    metadata,
    Column("work_order", Text, nullable=False, index=True),
    Column("plant", Text, nullable=False),
)
