"""Stock on the first day: what lies in one bin of one shelf of one location is one lot."""

from __future__ import annotations

import re

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reader import Line
from headrace_journey.worlds.files.reading import Reading


def read_stock(reading: Reading) -> None:
    def read(line: Line) -> None:
        item, amount = reading.item(line), line.amount("quantity")
        if not amount:
            return
        place = "-".join(_plain(line.text(field)) for field in ("location_id", "shelf", "bin"))
        lot = f"{item.code}-{place}"
        reading.stock[item.code] += int(amount)
        reading.world.opening_stock.add(rows.opening_lot(reading.plant, item.code, lot, amount, item.unit), line.origin)

    reading.folder.each("product_inventory", read)


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", name)
