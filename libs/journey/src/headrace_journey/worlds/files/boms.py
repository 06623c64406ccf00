"""Bills of material, their lines from a day to a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.line import BadValue, Line
from headrace_journey.worlds.files.reading import Known, Reading
from headrace_journey.worlds.world import Row


@dataclass(frozen=True, slots=True)
class Part:
    """A component from a day to a day, of which `end` is the last."""

    line: Line
    component: Known
    start: date
    end: date

    def meets(self, other: Part) -> bool:
        return self.component is other.component and self.start <= other.end and other.start <= self.end


def read_boms(reading: Reading) -> None:
    """Lines without an assembly only name the finished goods; they say nothing of what is in them."""
    parts: dict[str, list[Part]] = defaultdict(list)
    lines: dict[str, list[Row]] = defaultdict(list)

    def read(line: Line) -> None:
        if not line.maybe("product_assembly_id"):
            reading.assume(
                "lines of bill_of_materials.csv without an assembly name finished goods and are no BOM lines"
            )
            return
        parent = reading.items.of(line, "product_assembly_id")
        part = _part(reading, line, parent, parts[parent.code])
        lines[parent.code].append(_row(reading, part))
        parts[parent.code].append(part)

    reading.each("bill_of_materials", read)
    for parent, found in lines.items():
        reading.world.boms.add({"item": parent, "lines": found}, *(part.line.origin for part in parts[parent]))
    _say_what_has_no_bom(reading, set(lines))


def _part(reading: Reading, line: Line, parent: Known, others: list[Part]) -> Part:
    component, start = reading.items.of(line, "component_id"), line.day("start_date")
    part = Part(line, component, start, line.last_day("end_date") or date.max)
    unit = reading.units.of(line, "unit_measure_code")
    if component is parent:
        raise BadValue("component_id", f"{parent.code} would contain itself; name another item")
    if part.end < start:
        raise BadValue("end_date", f"{part.end} is before the start on {start}; mend one of the two")
    if unit != component.unit:
        detail = (
            f"other lines count {component.code} in {component.unit}, not in {unit}; give the quantity in that unit"
        )
        raise BadValue("unit_measure_code", detail)
    if same := next((other for other in others if other.meets(part)), None):
        detail = f"{component.code} is on row {same.line.row} for the same days; end one before the other begins"
        raise BadValue("component_id", detail)
    return part


def _row(reading: Reading, part: Part) -> Row:
    by = reading.spans.boms
    if part.start + by > reading.world.today:
        reading.assume("lines of bill_of_materials.csv begin only after the first day")
    return rows.bom_line(
        part.component.code,
        part.line.some("per_assembly_qty"),
        part.component.unit,
        part.start + by,
        None if part.end == date.max else part.end + by,
        Decimal(0),
    )


def _say_what_has_no_bom(reading: Reading, parents: set[str]) -> None:
    for known in reading.items.known.values():
        if known.make and known.code not in parents:
            reading.assume(f"{known.code} is made but has no bill of material: it is made from nothing we know of")
