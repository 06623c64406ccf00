"""What the mrp service keeps: its plans, and what it heard of items, demand and supply."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
)

from headrace_chassis.documents import document_table

metadata = MetaData()


def _table(name: str, *columns: Column[Any] | Index, comment: str | None = None) -> Table:
    return Table(name, metadata, Column("tenant", Text, primary_key=True), *columns, comment=comment)


def _key(name: str, kind: type[Any] = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _has(name: str, kind: type[Any] = Text) -> Column[Any]:
    return Column(name, kind, nullable=False)


item = _table(
    "item",
    _key("item"),
    _has("name"),
    _has("unit"),
    _has("made", Boolean),
    _has("lead_days", Integer),
    _has("safety_stock", Numeric),
    _has("lot_minimum", Numeric),
    _has("lot_multiple", Numeric),
)
bom_line = _table(
    "bom_line",
    _key("item"),
    _key("component"),
    _key("valid_from", Date),
    Column("valid_to", Date),
    _has("quantity", Numeric),
    _has("unit"),
    _has("scrap_percent", Numeric),
)
plant = _table("plant", _key("plant"), _has("name"))
routing = _table("routing", _key("item"), _key("plant"), comment="which plant can make what")
supplier_item = _table(
    "supplier_item",
    _key("item"),
    _key("supplier"),
    _has("price_minor", Integer),
    _has("currency"),
    _has("lead_days", Integer),
    _has("minimum", Numeric),
    _has("unit"),
    _has("rank", Integer),
)

forecast = _table(
    "forecast",
    _key("item"),
    _key("start", Date),
    _has("days", Integer),
    _has("quantity", Numeric),
    _has("unit"),
    _has("release"),
)
order_demand = _table(
    "order_demand",
    _key("order_id"),
    _key("line", Integer),
    _key("plant"),
    _has("customer"),
    _has("item"),
    _has("quantity", Numeric),
    _has("unit"),
    _has("due", Date),
)
shipped = _table(
    "shipped",
    _key("shipment"),
    _key("position", Integer),
    _has("order_id"),
    _has("line", Integer),
    _has("plant"),
    _has("quantity", Numeric),
)

stock = _table(
    "stock",
    _key("item"),
    _key("plant"),
    _has("available", Numeric),
    _has("inspection", Numeric),
    _has("unit"),
)
arrival = _table(
    "arrival",
    _key("source"),
    _key("position", Integer),
    _has("lot"),
    _has("item"),
    _has("plant"),
    _has("quantity", Numeric),
    _has("purchase_order"),
    _has("order_line", Integer),
    _has("work_order"),
    Index("ix_arrival_place", "tenant", "item", "plant"),
    comment="lots received from suppliers and lots made: each goes to inspection first",
)
verdict = _table(
    "verdict",
    _key("inspection"),
    _has("lot"),
    _has("item"),
    _has("plant"),
    _has("quantity", Numeric),
    _has("accepted", Boolean),
    _has("reason"),
    _has("at", DateTime(timezone=True)),  # type: ignore[arg-type]
    Index("ix_verdict_place", "tenant", "item", "plant"),
    comment="what inspections decided",
)
purchase_line = _table(
    "purchase_line",
    _key("purchase_order"),
    _key("line", Integer),
    _has("number"),
    _has("supplier"),
    _has("item"),
    _has("plant"),
    _has("quantity", Numeric),
    _has("unit"),
    _has("due", Date),
)
work_order = _table(
    "work_order",
    _key("work_order"),
    _has("number"),
    _has("item"),
    _has("plant"),
    _has("quantity", Numeric),
    _has("unit"),
    _has("start", Date),
    _has("due", Date),
    _has("open", Boolean),
)
work_order_material = _table(
    "work_order_material",
    _key("work_order"),
    _key("item"),
    _has("quantity", Numeric),
    _has("unit"),
    comment="what a released work order is issued in all",
)
issued = _table(
    "issued",
    _key("issue"),
    _key("position", Integer),
    _has("work_order"),
    _has("item"),
    _has("quantity", Numeric),
    Index("ix_issued_work_order", "tenant", "work_order"),
)

plan = document_table(
    "plan",
    metadata,
    Column("plant", Text),
    Column("state", Text, nullable=False),
)
proposal = _table(
    "proposal",
    _key("id"),
    _has("plan"),
    _has("kind"),
    _has("item"),
    _has("plant"),
    _has("quantity", Numeric),
    _has("unit"),
    _has("start", Date),
    _has("due", Date),
    _has("state"),
    Column("supplier", Text),
    Column("batch", Text, comment="the release that let it go"),
    Column("became", Text, comment="the purchase or work order made of it"),
    Index("ix_proposal_plan", "tenant", "plan", "state"),
    Index("ix_proposal_open", "tenant", postgresql_where="state = 'proposed'"),
)
peg = _table(
    "peg",
    _key("plan"),
    _key("position", Integer),
    _has("kind"),
    _has("reference"),
    _has("item"),
    _has("plant"),
    _has("order_id"),
    _has("line", Integer),
    _has("quantity", Numeric),
    _has("unit"),
    _has("expected", Date),
    _has("current", Boolean),
    Index("ix_peg_order", "tenant", "order_id"),
    Index("ix_peg_reference", "tenant", "reference"),
    comment="supplies that serve customer orders; of proposals also those that only complete a lot (quantity 0)",
)
plan_exception = _table(
    "plan_exception",
    _key("plan"),
    _key("position", Integer),
    _has("kind"),
    _has("reference"),
    _has("item"),
    _has("plant"),
    _has("stands", Date),
    Column("wanted", Date),
    _has("message"),
)
release = document_table("release", metadata, Column("plan", Text, nullable=False), Column("order_id", Text))
