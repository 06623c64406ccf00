"""Suppliers and their terms."""

from __future__ import annotations

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reader import BadValue, Line
from headrace_journey.worlds.files.reading import Reading


def read_suppliers(reading: Reading) -> None:
    """With the lead times, which items need; the other terms follow when the items are known."""

    def read_vendor(line: Line) -> None:
        supplier = f"vendor-{line.text('business_entity_id')}"
        reading.vendors[line.text("business_entity_id")] = supplier
        row = {"supplier": supplier, "name": line.text("name"), "rating": line.whole("credit_rating")}
        reading.world.suppliers.add(row, line.origin)

    reading.folder.each("vendor", read_vendor)
    for line in reading.folder.lines("product_vendor"):
        days = line.maybe("average_lead_time")
        if days.isdigit():
            item = line.maybe("product_id")
            reading.lead_days[item] = max(reading.lead_days.get(item, 0), int(days))


def read_terms(reading: Reading) -> None:
    def read(line: Line) -> None:
        item, supplier = reading.item(line), supplier_of(reading, line, "business_entity_id")
        if line.text("unit_measure_code") != item.unit:
            reading.assume(
                "product_vendor.csv names packing units; price and minimum are taken as of the item's own unit"
            )
        row = rows.supplier_item(
            supplier,
            item.code,
            rows.exact_price(line.amount("standard_price"), reading.world.currency),
            line.whole("average_lead_time"),
            line.amount("min_order_qty"),
        )
        reading.world.supplier_items.add(row, line.origin)

    reading.folder.each("product_vendor", read)


def supplier_of(reading: Reading, line: Line, column: str) -> str:
    known = reading.vendors.get(line.text(column))
    if known is None:
        raise BadValue(column, f"vendor {line.text(column)} is not in vendor.csv")
    return known
