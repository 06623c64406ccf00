"""The AdventureWorks files as planning facts: one plant, lead times from vendors and days to manufacture."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_planning.model.items import BomLine, PlanningItem, Source
from headrace_planning.model.supply import StockOnHand
from headrace_testkit.needs import ADVENTURE_WORKS


def read(name):
    with (ADVENTURE_WORKS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers():
    return {row["product_id"]: row["product_number"] for row in read("product")}


def units():
    """The unit a component is counted in is the one its BOM lines use; other items are pieces."""
    return {row["component_id"]: row["unit_measure_code"] for row in read("bill_of_materials")}


def items():
    lead = defaultdict(list)
    minimum = defaultdict(list)
    for row in read("product_vendor"):
        lead[row["product_id"]].append(int(row["average_lead_time"]))
        minimum[row["product_id"]].append(Decimal(row["min_order_qty"]))
    unit = units()
    for row in read("product"):
        number, make = row["product_id"], row["make_flag"] == "1"
        yield PlanningItem(
            row["product_number"],
            "P1",
            unit.get(number, "EA"),
            Source.MAKE if make else Source.BUY,
            int(row["days_to_manufacture"]) if make else min(lead[number], default=14),
            safety_stock=Decimal(row["safety_stock_level"]),
            lot_minimum=Decimal(0) if make else min(minimum[number], default=Decimal(0)),
        )


def bom():
    number = numbers()
    for row in read("bill_of_materials"):
        if row["product_assembly_id"]:
            yield BomLine(
                number[row["product_assembly_id"]],
                number[row["component_id"]],
                Decimal(row["per_assembly_qty"]),
                valid_from=date.fromisoformat(row["start_date"]),
                valid_to=date.fromisoformat(row["end_date"]) if row["end_date"] else None,
            )


def stock():
    number, unit = numbers(), units()
    for row in read("product_inventory"):
        quantity = Quantity(Decimal(row["quantity"]), unit.get(row["product_id"], "EA"))
        yield StockOnHand(number[row["product_id"]], "P1", quantity)


def bicycles():
    """Finished goods that have a bill of material and go into nothing else, by number."""
    parents = {row["product_assembly_id"] for row in read("bill_of_materials")}
    used = {row["component_id"] for row in read("bill_of_materials") if row["product_assembly_id"]}
    return sorted(
        row["product_number"]
        for row in read("product")
        if row["finished_goods_flag"] == "1" and row["product_id"] in parents - used
    )
