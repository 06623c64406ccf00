"""Pieces and lots of a work order that an earlier version stored in its body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from headrace_contracts.values import Quantity
from headrace_mes.model.material import IssuedLot, key_of
from headrace_mes.model.units import Unit, UnitPlace, UnitState
from headrace_mes.model.work_order import WorkOrder

PARTS = {"units", "issued", "broken", "used"}


def unpack(order: WorkOrder, body: Mapping[str, Any]) -> None:
    """How surely a lot is in the output was not kept: that is told again with the next pieces."""
    order.units.add(
        Unit(unit["serial"], UnitState(unit["state"]), UnitPlace(unit["place"])) for unit in body.get("units", ())
    )
    issued, broken, used = ([_lot(row) for row in body.get(name, ())] for name in ("issued", "broken", "used"))
    order.material.issue(issued)
    order.material.scrap(broken)
    told = {key_of(lot): lot.quantity for lot in used}
    for lot in list(order.material):
        if key_of(lot) in told:
            order.material.change(replace(lot, used=told[key_of(lot)]))
    order.apart = bool(len(order.units) or issued or broken)


def _lot(row: Mapping[str, Any]) -> IssuedLot:
    quantity = Quantity.of(row["quantity"]["value"], row["quantity"]["unit"])
    return IssuedLot(row["item"], row["lot"], row["serial"], quantity, row.get("maker"))
