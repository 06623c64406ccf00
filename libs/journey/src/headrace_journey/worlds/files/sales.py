"""What was sold so far."""

from __future__ import annotations

from datetime import timedelta

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.line import Line
from headrace_journey.worlds.files.reading import Reading
from headrace_journey.worlds.files.register import Once

LATELY = timedelta(weeks=13)


def read_sales(reading: Reading) -> None:
    since, once = reading.world.today - LATELY, Once()

    def read(line: Line) -> None:
        reference = f"{line.text('order_number')}/{line.text('line')}"
        once.note(line, "order_number", reference)
        item, day = reading.codes.of(line, "product_number"), reading.spans.sales.day(line, "order_date")
        amount, customer = line.number("quantity"), line.text("customer")
        row = rows.sale(reference, item.code, customer, day, amount, item.unit, reading.price(line, "unit_price"))
        reading.world.sales_history.add(row, line.origin)
        reading.customers[customer] += 1
        if day > since:
            reading.sold_lately[item.code] += amount

    reading.each("sales", read)
