"""Bills of material, their lines from a day to a day."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reader import Line
from headrace_journey.worlds.files.reading import Reading
from headrace_journey.worlds.world import Row


def read_boms(reading: Reading) -> None:
    """Lines without an assembly only name the finished goods; they say nothing of what is in them."""
    lines: dict[str, list[tuple[Row, str]]] = defaultdict(list)

    def read(line: Line) -> None:
        if not line.maybe("product_assembly_id"):
            reading.assume(
                "lines of bill_of_materials.csv without an assembly name finished goods and are no BOM lines"
            )
            return
        parent = reading.item(line, "product_assembly_id").code
        lines[parent].append((_row(reading, line), line.origin))

    reading.folder.each("bill_of_materials", read)
    for parent, found in lines.items():
        reading.world.boms.add({"item": parent, "lines": [row for row, _ in found]}, *(origin for _, origin in found))
    _say_what_has_no_bom(reading, set(lines))


def _row(reading: Reading, line: Line) -> Row:
    end = line.maybe_day("end_date")
    return rows.bom_line(
        reading.item(line, "component_id").code,
        line.amount("per_assembly_qty"),
        line.text("unit_measure_code"),
        line.day("start_date") + reading.shifts.boms,
        end + reading.shifts.boms if end else None,
        Decimal(0),
    )


def _say_what_has_no_bom(reading: Reading, parents: set[str]) -> None:
    for known in reading.items.values():
        if known.make and known.code not in parents:
            reading.assume(f"{known.code} is made but has no bill of material: it is made from nothing we know of")
