"""Suppliers and their terms."""

from __future__ import annotations

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.line import BadValue, Line
from headrace_journey.worlds.files.reading import Reading, Vendor
from headrace_journey.worlds.files.register import Once


def read_suppliers(reading: Reading) -> None:
    """With the lead times, which items need; the other terms follow when the items are known."""
    world = reading.world

    def read_vendor(line: Line) -> None:
        id_, name, rating = reading.vendors.note(line), line.name("name"), line.whole("credit_rating")
        vendor = Vendor(f"vendor-{id_}", not line.has("active_flag") or line.flag("active_flag"))
        reading.vendors.known[id_] = vendor
        world.suppliers.add({"supplier": vendor.supplier, "name": name, "rating": rating}, line.origin)
        world.organisations.add(rows.organisation(vendor.supplier, name, "supplier", world.currency), line.origin)

    reading.each("vendor", read_vendor)
    for line in reading.folder.lines("product_vendor"):
        _note_lead_time(reading, line)


def _note_lead_time(reading: Reading, line: Line) -> None:
    """Of the slowest vendor that is active. What can't be read is named when the terms are read."""
    vendor = reading.vendors.known.get(line.maybe("business_entity_id"))
    try:
        days = line.days("average_lead_time")
    except BadValue:
        return
    if vendor and vendor.active:
        item = line.maybe("product_id")
        reading.lead_days[item] = max(reading.lead_days.get(item, 0), days)


def read_terms(reading: Reading) -> None:
    once, offered = Once(), set()

    def read(line: Line) -> None:
        item, vendor = reading.items.of(line, "product_id"), reading.vendors.of(line, "business_entity_id")
        once.note(line, "business_entity_id", f"{item.code} of {vendor.supplier}")
        row = rows.supplier_item(
            vendor.supplier,
            item.code,
            rows.exact_price(line.amount("standard_price"), reading.world.currency),
            line.days("average_lead_time"),
            line.amount("min_order_qty"),
            blocked=not vendor.active,
        )
        if line.text("unit_measure_code") != item.unit:
            reading.assume(
                "product_vendor.csv names packing units; price and minimum are taken as of the item's own unit"
            )
        if vendor.active:
            offered.add(item.code)
        else:
            reading.assume("terms of vendors whose active_flag is 0 are blocked: nothing is bought on them")
        reading.world.supplier_items.add(row, line.origin)

    reading.each("product_vendor", read)
    for item in reading.items.known.values():
        if not item.make and item.code not in offered:
            reading.assume("items are bought but no active vendor offers them: nothing can be ordered of them")
