"""Stock on the first day: what lies in one bin of one shelf of one location is one lot."""

from __future__ import annotations

import re

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.line import Line
from headrace_journey.worlds.files.reading import Reading
from headrace_journey.worlds.files.register import Once


def read_stock(reading: Reading) -> None:
    once = Once()

    def read(line: Line) -> None:
        item, amount = reading.items.of(line, "product_id"), line.amount("quantity")
        reading.locations.of(line, "location_id")
        place = "-".join(_plain(line.text(column)) for column in ("location_id", "shelf", "bin"))
        lot = f"{item.code}-{place}"
        once.note(line, "bin", lot)
        if not amount:
            return
        reading.stock[item.code] += amount
        reading.stocked_at[item.id].add(line.text("location_id"))
        reading.world.opening_stock.add(rows.opening_lot(reading.plant, item.code, lot, amount, item.unit), line.origin)

    reading.each("product_inventory", read)


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", name)
