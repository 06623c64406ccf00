"""Units and items."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.line import Line
from headrace_journey.worlds.files.reading import UNIT, Group, Known, Reading
from headrace_journey.worlds.files.register import Register
from headrace_journey.worlds.lead import days_to_buy
from headrace_journey.worlds.world import Row

NO_GROUP: Group = ("", "")


def read_units(reading: Reading) -> None:
    def read(line: Line) -> None:
        code, name = reading.units.note(line), line.name("name")
        reading.units.known[code] = code
        reading.world.units.add({"code": code, "name": name}, line.origin)

    reading.each("unit_measure", read)
    if UNIT not in reading.units.known:
        reading.units.known[UNIT] = UNIT
        reading.world.units.add({"code": UNIT, "name": "Each"})


def read_groups(reading: Reading) -> None:
    categories: Register[str] = Register("product_category.csv", "product_category_id")

    def read_category(line: Line) -> None:
        categories.known[categories.note(line)] = line.name("name")

    def read_subcategory(line: Line) -> None:
        id_ = reading.groups.note(line)
        reading.groups.known[id_] = (categories.of(line, "product_category_id"), line.name("name"))

    reading.each("product_category", read_category)
    reading.each("product_subcategory", read_subcategory)


def read_items(reading: Reading) -> None:
    """Needs the suppliers' lead times. An item's unit is the one that bills of material count it in."""
    units, assembled = _units(reading), _assembled(reading)
    reading.assume("lead times of suppliers are working days; buying takes them and a week to inspect and replace")
    reading.assume(f"items that no bill of material counts are counted in {UNIT}")

    def read(line: Line) -> None:
        id_, code = reading.items.note(line), reading.codes.note(line)
        group = reading.groups.of(line, "product_subcategory_id") if line.maybe("product_subcategory_id") else NO_GROUP
        known = _known(line, code, units.get(id_, UNIT), group[1])
        row = _row(reading, line, known, group, serial=known.make and known.finished and id_ in assembled)
        reading.items.known[id_] = reading.codes.known[code] = known
        reading.world.items.add(row, line.origin)

    reading.each("product", read)


def _known(line: Line, code: str, unit: str, group: str) -> Known:
    return Known(
        id=line.text("product_id"),
        code=code,
        origin=line.origin,
        unit=unit,
        make=line.flag("make_flag"),
        finished=line.flag("finished_goods_flag"),
        days_to_make=line.days("days_to_manufacture"),
        cost=line.amount("standard_cost"),
        price=line.amount("list_price"),
        safety_stock=line.amount("safety_stock_level"),
        group=group,
    )


def _row(reading: Reading, line: Line, known: Known, group: Group, *, serial: bool) -> Row:
    lead = known.days_to_make if known.make else days_to_buy(reading.lead_days.get(known.id, 0))
    return rows.item(
        known.code,
        line.name("name"),
        known.unit,
        category=group[0],
        subcategory=group[1],
        make=known.make,
        serial=serial,
        sold=known.finished,
        lead_time_days=lead,
        safety_stock=known.safety_stock,
        lot_minimum=Decimal(0),
        cost=reading.price(line, "standard_cost"),
        price=reading.price(line, "list_price"),
    )


def _units(reading: Reading) -> dict[str, str]:
    """The unit that most lines of bills of material count a component in; lines with another one are refused."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for line in reading.folder.lines("bill_of_materials"):
        if (unit := line.maybe("unit_measure_code")) in reading.units.known:
            counted[line.maybe("component_id")][unit] += 1
    return {component: units.most_common(1)[0][0] for component, units in counted.items()}


def _assembled(reading: Reading) -> set[str]:
    return {line.maybe("product_assembly_id") for line in reading.folder.lines("bill_of_materials")}
