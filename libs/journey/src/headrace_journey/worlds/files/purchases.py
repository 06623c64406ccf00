"""What was purchased so far: the lines of past orders."""

from __future__ import annotations

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reader import BadValue, Line
from headrace_journey.worlds.files.reading import Reading
from headrace_journey.worlds.files.supplier_items import supplier_of


def read_purchases(reading: Reading) -> None:
    heads: dict[str, Line] = {}

    def read_head(line: Line) -> None:
        supplier_of(reading, line, "vendor_id")
        heads[line.text("purchase_order_id")] = line

    def read(line: Line) -> None:
        head = heads.get(line.text("purchase_order_id"))
        if head is None:
            order = line.text("purchase_order_id")
            raise BadValue("purchase_order_id", f"order {order} has no line in purchase_order_header.csv we can read")
        _keep(reading, head, line)

    reading.folder.each("purchase_order_header", read_head)
    reading.folder.each("purchase_order_detail", read)


def _keep(reading: Reading, head: Line, line: Line) -> None:
    item, received = reading.item(line), line.amount("received_qty")
    shipped = head.maybe_day("ship_date")
    row = rows.purchase(
        f"{line.text('purchase_order_id')}/{line.text('purchase_order_detail_id')}",
        supplier_of(reading, head, "vendor_id"),
        item.code,
        ordered=reading.purchase_day(head.day("order_date")),
        due=reading.purchase_day(line.day("due_date")),
        received_on=reading.purchase_day(shipped) if shipped and received else None,
        amounts=(line.amount("order_qty"), received, line.amount("rejected_qty")),
        price=rows.exact_price(line.amount("unit_price"), reading.world.currency),
    )
    reading.world.purchase_history.add(row, line.origin)
