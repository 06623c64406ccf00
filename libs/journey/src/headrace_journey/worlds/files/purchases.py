"""What was purchased so far: the lines of past orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.line import Line
from headrace_journey.worlds.files.reading import Reading
from headrace_journey.worlds.files.register import Once, Register


@dataclass(frozen=True, slots=True)
class Head:
    """Of a past order; its days are those of the world."""

    id: str
    supplier: str
    ordered: date
    shipped: date | None


def read_purchases(reading: Reading) -> None:
    heads: Register[Head] = Register("purchase_order_header.csv", "purchase_order_id")
    once, span = Once(), reading.spans.purchases

    def read_head(line: Line) -> None:
        id_, vendor = heads.note(line), reading.vendors.of(line, "vendor_id")
        heads.known[id_] = Head(id_, vendor.supplier, span.day(line, "order_date"), span.maybe_day(line, "ship_date"))

    def read(line: Line) -> None:
        head = heads.of(line, "purchase_order_id")
        reference = f"{head.id}/{line.text('purchase_order_detail_id')}"
        once.note(line, "purchase_order_detail_id", reference)
        _keep(reading, head, reference, line)

    reading.each("purchase_order_header", read_head)
    reading.each("purchase_order_detail", read)


def _keep(reading: Reading, head: Head, reference: str, line: Line) -> None:
    received, due = line.amount("received_qty"), reading.spans.purchases.planned_day(line, "due_date")
    if due > reading.world.today:
        reading.assume("lines of purchase_order_detail.csv are due only after the first day")
    row = rows.purchase(
        reference,
        head.supplier,
        reading.items.of(line, "product_id").code,
        ordered=head.ordered,
        due=due,
        received_on=head.shipped if received else None,
        amounts=(line.amount("order_qty"), received, line.amount("rejected_qty")),
        price=rows.exact_price(line.amount("unit_price"), reading.world.currency),
    )
    reading.world.purchase_history.add(row, line.origin)
