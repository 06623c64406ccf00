"""What was sold so far."""

from __future__ import annotations

from datetime import timedelta

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reader import BadValue, Line
from headrace_journey.worlds.files.reading import Known, Reading

LATELY = timedelta(weeks=13)


def read_sales(reading: Reading) -> None:
    since = reading.world.today - LATELY

    def read(line: Line) -> None:
        item, day = _item(reading, line), reading.sales_day(line.day("order_date"))
        amount, customer = line.number_of("quantity"), line.text("customer")
        reference = f"{line.text('order_number')}/{line.text('line')}"
        row = rows.sale(reference, item.code, customer, day, amount, item.unit, reading.money(line, "unit_price"))
        reading.world.sales_history.add(row, line.origin)
        reading.customers[customer] += 1
        if day > since:
            reading.sold_lately[item.code] += int(amount)

    reading.folder.each("sales", read)


def _item(reading: Reading, line: Line) -> Known:
    known = reading.by_code.get(line.text("product_number"))
    if known is None:
        raise BadValue("product_number", f"item {line.text('product_number')} is not in product.csv")
    return known
