"""What the product service keeps: units, items, bills of material, work centres, routings."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY

from headrace_chassis.documents import document_table

metadata = MetaData()

unit = document_table("unit", metadata)
item = document_table(
    "item",
    metadata,
    Column("unit", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("subcategory", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sold", Boolean, nullable=False),
)
bom = document_table("bom", metadata, Column("components", ARRAY(Text), nullable=False))
work_centre = document_table("work_centre", metadata, Column("plant", Text, nullable=False))
routing = document_table(
    "routing",
    metadata,
    Column("item", Text, nullable=False),
    Column("plant", Text, nullable=False),
)
