"""The files that a company is read from, and what their columns are called where their rows go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from headrace_journey.worlds.files.line import Line

Kind = Callable[[Line, str], object]


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands in each column that a file must have, and in those that it may have; others are not read."""

    needed: Mapping[str, Kind]
    optional: Mapping[str, Kind] = field(default_factory=dict)

    @property
    def read(self) -> Mapping[str, Kind]:
        return {**self.needed, **self.optional}


SHAPES: Mapping[str, Shape] = {
    "unit_measure": Shape({"unit_measure_code": Line.text, "name": Line.name}),
    "product_category": Shape({"product_category_id": Line.text, "name": Line.name}),
    "product_subcategory": Shape(
        {"product_subcategory_id": Line.text, "product_category_id": Line.text, "name": Line.name}
    ),
    "product": Shape(
        {
            "product_id": Line.text,
            "product_number": Line.text,
            "name": Line.name,
            "make_flag": Line.flag,
            "finished_goods_flag": Line.flag,
            "safety_stock_level": Line.amount,
            "standard_cost": Line.amount,
            "list_price": Line.amount,
            "days_to_manufacture": Line.days,
            "product_subcategory_id": Line.maybe_text,
        }
    ),
    "bill_of_materials": Shape(
        {
            "product_assembly_id": Line.maybe_text,
            "component_id": Line.text,
            "start_date": Line.day,
            "end_date": Line.last_day,
            "unit_measure_code": Line.text,
            "per_assembly_qty": Line.some,
        }
    ),
    "location": Shape(
        {"location_id": Line.text, "name": Line.name, "cost_rate": Line.amount, "availability": Line.hours_of_a_week}
    ),
    "product_inventory": Shape(
        {
            "product_id": Line.text,
            "location_id": Line.text,
            "shelf": Line.text,
            "bin": Line.text,
            "quantity": Line.amount,
        }
    ),
    "vendor": Shape(
        {"business_entity_id": Line.text, "name": Line.name, "credit_rating": Line.whole}, {"active_flag": Line.flag}
    ),
    "product_vendor": Shape(
        {
            "product_id": Line.text,
            "business_entity_id": Line.text,
            "average_lead_time": Line.days,
            "standard_price": Line.amount,
            "min_order_qty": Line.amount,
            "unit_measure_code": Line.text,
        }
    ),
    "purchase_order_header": Shape(
        {"purchase_order_id": Line.text, "vendor_id": Line.text, "order_date": Line.day, "ship_date": Line.maybe_day}
    ),
    "purchase_order_detail": Shape(
        {
            "purchase_order_id": Line.text,
            "purchase_order_detail_id": Line.text,
            "due_date": Line.day,
            "order_qty": Line.amount,
            "product_id": Line.text,
            "unit_price": Line.amount,
            "received_qty": Line.amount,
            "rejected_qty": Line.amount,
        }
    ),
    "ship_method": Shape({"name": Line.name}),
    "sales": Shape(
        {
            "order_date": Line.day,
            "order_number": Line.text,
            "line": Line.text,
            "product_number": Line.text,
            "customer": Line.text,
            "quantity": Line.number,
            "unit_price": Line.amount,
        }
    ),
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "organisations": {"id": "business_entity_id", "name": "name"},
    "units": {"code": "unit_measure_code"},
    "items": {
        "item": "product_number",
        "lead_time_days": "days_to_manufacture",
        "safety_stock": "safety_stock_level",
        "category": "product_subcategory_id",
        "subcategory": "product_subcategory_id",
        "source": "make_flag",
        "sold": "finished_goods_flag",
    },
    "boms": {
        "item": "product_assembly_id",
        "lines": "component_id",
        "lines.component": "component_id",
        "lines.quantity_per": "per_assembly_qty",
        "lines.unit": "unit_measure_code",
        "lines.valid_from": "start_date",
        "lines.valid_to": "end_date",
    },
    "routings": {"item": "product_number"},
    "work_centres": {"work_centre": "location_id", "minutes_per_day": "availability", "cost_per_hour": "cost_rate"},
    "suppliers": {"supplier": "business_entity_id", "rating": "credit_rating"},
    "supplier_items": {
        "supplier": "business_entity_id",
        "item": "product_id",
        "price": "standard_price",
        "lead_time_days": "average_lead_time",
        "minimum": "min_order_qty",
    },
    "purchase_history": {
        "reference": "purchase_order_detail_id",
        "supplier": "purchase_order_id",
        "ordered_on": "purchase_order_id",
        "received_on": "purchase_order_id",
        "item": "product_id",
        "due": "due_date",
        "quantity": "order_qty",
        "received": "received_qty",
        "rejected": "rejected_qty",
        "price": "unit_price",
    },
    "opening_stock": {"item": "product_id", "lot": "bin", "quantity": "quantity"},
    "sales_history": {
        "reference": "order_number",
        "item": "product_number",
        "day": "order_date",
        "quantity": "quantity",
        "price": "unit_price",
    },
}
"""By table: the column that a field of a row was read from."""
