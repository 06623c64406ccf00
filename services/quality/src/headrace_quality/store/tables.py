"""What the quality service keeps: inspections, what became of rejected lots, and how strictly sources are sampled."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, MetaData, Numeric, Table, Text

from headrace_chassis.documents import document_table

metadata = MetaData()

inspection = document_table(
    "inspection",
    metadata,
    Column("kind", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("lot", Text, nullable=False, index=True),
    Column("plant", Text, nullable=False),
    Column("supplier", Text, nullable=False),
    Column("purchase_order", Text, nullable=False),
    Column("work_order", Text, nullable=False),
    Column("state", Text, nullable=False),
)
nonconformance = document_table(
    "nonconformance",
    metadata,
    Column("inspection", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("lot", Text, nullable=False, index=True),
    Column("supplier", Text, nullable=False),
    Column("state", Text, nullable=False),
)
lot_series = document_table(
    "lot_series",
    metadata,
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("item", Text, nullable=False),
)
Index("lot_series_once", lot_series.c.tenant, lot_series.c.kind, lot_series.c.source, lot_series.c.item, unique=True)
Index("inspection_of_source", inspection.c.tenant, inspection.c.item, inspection.c.supplier)
Index("nonconformance_of", nonconformance.c.tenant, nonconformance.c.inspection)
lot_at = Table(
    "lot_at",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("lot", Text, primary_key=True),
    Column("maker", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("serial", Text, primary_key=True, comment="empty: what is not kept piece by piece"),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    comment="where lots are, as the warehouse told",
)
item = Table(
    "item",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("name", Text, nullable=False),
)
inspection_plan = Table(
    "inspection_plan",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("supplier", Text, primary_key=True, comment="empty: of whichever source"),
    Column("aql", Numeric, nullable=False),
    Column("level", Text, nullable=False),
    Column("reduced_allowed", Boolean, nullable=False),
)
