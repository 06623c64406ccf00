"""What people wrote of stock that they handled."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_logistics.handling.model.stock_note import StockNote
from headrace_logistics.handling.store import tables

stock_notes = Documents(
    "stock note",
    StockNote,
    tables.stock_note,
    columns=lambda n: {"kind": n.kind.value, "item": n.item, "plant": n.plant, "lot": n.lot, "block": n.block},
)
