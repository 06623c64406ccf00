"""Items and lots, and the stock ledger: balances, and the movements that made them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Numeric,
    SmallInteger,
    Table,
    Text,
    text,
    true,
)

from headrace_logistics.stock.model.places import MAY_BE_NEGATIVE
from headrace_logistics.tables import metadata

_OUTSIDE = ", ".join(f"'{kind}'" for kind in sorted(MAY_BE_NEGATIVE))

item = Table(
    "item",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("decimals", SmallInteger, comment="places it is counted to; empty where product did not say"),
)
lot = Table(
    "lot",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("lot", Text, primary_key=True),
    Column("maker", Text, primary_key=True, server_default="", comment="who numbered it; empty where nobody said"),
    Column("received_on", Date, nullable=False),
    Column("arrival", BigInteger, Identity(always=True), comment="the order in which lots came"),
    Column("source", Text, nullable=False, comment="the supplier or the work order; empty when it was there before"),
)
item_stock = Table(
    "item_stock",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("available", Numeric, nullable=False),
    Column("inspection", Numeric, nullable=False),
    Column("blocked", Numeric, nullable=False),
    Column(
        "told", Boolean, nullable=False, server_default=true(), comment="others heard how much of each lot is where"
    ),
    CheckConstraint("available >= 0 AND inspection >= 0 AND blocked >= 0", name="item_stock_not_negative"),
    comment="one row for each item of a plant: its lock is taken before any balance of it changes",
)
balance = Table(
    "balance",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("plant", Text, primary_key=True),
    Column("lot", Text, primary_key=True),
    Column("serial", Text, primary_key=True),
    Column("maker", Text, primary_key=True, server_default=""),
    Column("place", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    CheckConstraint(f"quantity >= 0 OR place IN ({_OUTSIDE})", name="balance_not_negative"),
    Index("balance_lot", "lot"),
    Index("balance_serial", "serial"),
    Index("balance_piece", "tenant", "serial", postgresql_where=text("serial <> ''")),
    Index("balance_production", "tenant", "party", postgresql_where=text("place = 'production'")),
)
movement = Table(
    "movement",
    metadata,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("item", Text, nullable=False),
    Column("plant", Text, nullable=False),
    Column("lot", Text, nullable=False),
    Column("serial", Text, nullable=False),
    Column("maker", Text, nullable=False, server_default=""),
    Column("quantity", Numeric, nullable=False),
    Column("unit", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_party", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("target_party", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("reference", Text, nullable=False),
    CheckConstraint("quantity > 0", name="movement_of_something"),
    Index("ix_movement_tenant_number", "tenant", "number"),
    Index("movement_item", "tenant", "item", "number"),
    Index("movement_lot", "tenant", "lot", "number"),
    comment="the stock ledger: rows are written once and never changed",
)
