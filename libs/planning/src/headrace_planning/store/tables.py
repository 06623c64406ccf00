"""What is heard of items, supply and shipments: the tables are of the service that hears, its metadata says which."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Index, Integer, MetaData, Numeric, Table, Text

facts = MetaData()


def keep_facts(metadata: MetaData, *, but: tuple[str, ...] = ()) -> None:
    """The tables of a service have these too; `but` names those that it has in a wider form."""
    for kept in facts.tables.values():
        if kept.name not in but:
            kept.to_metadata(metadata)


def table(name: str, metadata: MetaData, *columns: Column[Any] | Index, comment: str | None = None) -> Table:
    return Table(name, metadata, Column("tenant", Text, primary_key=True), *columns, comment=comment)


def key(name: str, kind: type[Any] = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def has(name: str, kind: type[Any] = Text) -> Column[Any]:
    return Column(name, kind, nullable=False)


item = table(
    "item",
    facts,
    key("item"),
    has("name"),
    has("unit"),
    has("made", Boolean),
    has("lead_days", Integer),
    has("safety_stock", Numeric),
    has("lot_minimum", Numeric),
    has("lot_multiple", Numeric),
    Column("decimals", Integer, comment="places it is counted to; empty where product did not say"),
)
bom_line = table(
    "bom_line",
    facts,
    key("item"),
    key("component"),
    key("valid_from", Date),
    Column("valid_to", Date),
    has("quantity", Numeric),
    has("unit"),
    has("scrap_percent", Numeric),
)
plant = table("plant", facts, key("plant"), has("name"))
routing = table("routing", facts, key("item"), key("plant"), comment="which plant can make what")
offer = table(
    "offer",
    facts,
    key("item"),
    key("supplier"),
    key("minimum", Numeric),
    has("unit"),
    has("price_minor", BigInteger),
    Column("price", Numeric, comment="exact, in major units; empty where only whole minor units were told"),
    has("currency"),
    has("lead_days", Integer),
    has("rank", Integer),
    has("blocked", Boolean),
    comment="a supplier that sells an item has one for each of its price steps",
)
shipped = table(
    "shipped",
    facts,
    key("shipment"),
    key("position", Integer),
    has("order_id"),
    has("line", Integer),
    has("plant"),
    has("quantity", Numeric),
)
stock = table(
    "stock",
    facts,
    key("item"),
    key("plant"),
    has("available", Numeric),
    has("inspection", Numeric),
    has("unit"),
)
arrival = table(
    "arrival",
    facts,
    key("source"),
    key("position", Integer),
    has("lot"),
    has("item"),
    has("plant"),
    has("quantity", Numeric),
    has("purchase_order"),
    has("order_line", Integer),
    has("work_order"),
    Index("ix_arrival_place", "tenant", "item", "plant"),
    comment="lots received from suppliers and lots made: each goes to inspection first",
)
verdict = table(
    "verdict",
    facts,
    key("inspection"),
    has("lot"),
    has("item"),
    has("plant"),
    has("quantity", Numeric),
    has("accepted", Boolean),
    has("reason"),
    has("at", DateTime(timezone=True)),  # type: ignore[arg-type]
    Index("ix_verdict_place", "tenant", "item", "plant"),
    comment="what inspections decided",
)
purchase_line = table(
    "purchase_line",
    facts,
    key("purchase_order"),
    key("line", Integer),
    has("number"),
    has("supplier"),
    has("item"),
    has("plant"),
    has("quantity", Numeric),
    has("unit"),
    has("due", Date),
)
closed_line = table(
    "closed_line",
    facts,
    key("purchase_order"),
    key("line", Integer),
    has("sent", Numeric),
    comment="purchase order lines of which no more than this ever comes",
)
work_order = table(
    "work_order",
    facts,
    key("work_order"),
    has("number"),
    has("item"),
    has("plant"),
    has("quantity", Numeric),
    has("unit"),
    has("start", Date),
    has("due", Date),
    has("open", Boolean),
)
work_order_material = table(
    "work_order_material",
    facts,
    key("work_order"),
    key("item"),
    has("quantity", Numeric),
    has("unit"),
    comment="what a released work order is issued in all",
)
issued = table(
    "issued",
    facts,
    key("issue"),
    key("position", Integer),
    has("work_order"),
    has("item"),
    has("quantity", Numeric),
    Index("ix_issued_work_order", "tenant", "work_order"),
)
