"""Units and items."""

from __future__ import annotations

from decimal import Decimal

from headrace_contracts.values import Money
from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reader import BadValue, Folder, Line
from headrace_journey.worlds.files.reading import UNIT, Known, Reading
from headrace_journey.worlds.lead import days_to_buy


def read_units(reading: Reading) -> None:
    def read(line: Line) -> None:
        row = {"code": line.text("unit_measure_code"), "name": line.text("name")}
        reading.world.units.add(row, line.origin)

    reading.folder.each("unit_measure", read)
    if UNIT not in {row["code"] for row in reading.world.units.rows}:
        reading.world.units.add({"code": UNIT, "name": "Each"})


def read_items(reading: Reading) -> None:
    """Needs the suppliers' lead times. An item's unit is the one that bills of material count it in."""
    units, groups, assembled = _units(reading), _groups(reading), _assembled(reading.folder)
    reading.assume("lead times of suppliers are working days; buying takes them and a week to inspect and replace")
    reading.assume(f"items that no bill of material counts are counted in {UNIT}")

    def read(line: Line) -> None:
        id_, code = line.text("product_id"), line.text("product_number")
        if code in reading.by_code:
            raise BadValue("product_number", f"{code} is there twice")
        group = groups.get(line.maybe("product_subcategory_id"), ("", ""))
        known = _known(line, code, units.get(id_, UNIT), group[1])
        row = _row(reading, line, known, group, serial=known.make and known.finished and id_ in assembled)
        reading.items[id_] = reading.by_code[code] = known
        reading.world.items.add(row, line.origin)

    reading.folder.each("product", read)


def _known(line: Line, code: str, unit: str, group: str) -> Known:
    return Known(
        code=code,
        origin=line.origin,
        unit=unit,
        make=line.flag("make_flag"),
        finished=line.flag("finished_goods_flag"),
        days_to_make=line.whole("days_to_manufacture"),
        cost=line.amount("standard_cost"),
        price=line.amount("list_price"),
        safety_stock=line.amount("safety_stock_level"),
        group=group,
    )


def _row(reading: Reading, line: Line, known: Known, group: tuple[str, str], *, serial: bool) -> dict[str, object]:
    lead = known.days_to_make if known.make else days_to_buy(reading.lead_days.get(line.text("product_id"), 0))
    cost, price = reading.money(line, "standard_cost"), reading.money(line, "list_price")
    return rows.item(
        known.code,
        line.text("name"),
        known.unit,
        category=group[0],
        subcategory=group[1],
        make=known.make,
        serial=serial,
        sold=known.finished,
        lead_time_days=lead,
        safety_stock=known.safety_stock,
        lot_minimum=Decimal(0),
        cost=_unless_nothing(cost),
        price=_unless_nothing(price),
    )


def _unless_nothing(amount: Money) -> Money | None:
    return amount if amount.minor else None


def _units(reading: Reading) -> dict[str, str]:
    """The first unit that a bill of material names for a component; lines that name another are refused later."""
    units: dict[str, str] = {}

    def read(line: Line) -> None:
        units.setdefault(line.text("component_id"), line.text("unit_measure_code"))

    Folder(reading.folder.path, []).each("bill_of_materials", read)
    return units


def _groups(reading: Reading) -> dict[str, tuple[str, str]]:
    """Sub-category id -> names of category and sub-category."""
    categories: dict[str, str] = {}
    groups: dict[str, tuple[str, str]] = {}

    def read_category(line: Line) -> None:
        categories[line.text("product_category_id")] = line.text("name")

    def read_subcategory(line: Line) -> None:
        above = categories.get(line.text("product_category_id"), "")
        groups[line.text("product_subcategory_id")] = (above, line.text("name"))

    reading.folder.each("product_category", read_category)
    reading.folder.each("product_subcategory", read_subcategory)
    return groups


def _assembled(folder: Folder) -> set[str]:
    return {line.maybe("product_assembly_id") for line in folder.lines("bill_of_materials")}
