"""Routings, which the files do not have: derived from where an item lies in work and how many days it takes."""

from __future__ import annotations

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.plant import work_centre
from headrace_journey.worlds.files.reader import Line
from headrace_journey.worlds.files.reading import Known, Reading
from headrace_journey.worlds.world import Row

MINUTES_FOR_EACH_DAY = 3.0
SETUP_MINUTES = 10.0


def derive_routings(reading: Reading) -> None:
    """An item passes the work centres where some of it lies, in the order of their numbers.

    One that lies in none is put together where its kind is: finished goods at the last, others at the one before.
    """
    _note_where_items_lie(reading)
    centres = [row["work_centre"] for row in reading.world.work_centres.rows]
    names = {row["work_centre"]: row["name"] for row in reading.world.work_centres.rows}
    if not centres:
        reading.assume("location.csv has no location with hours: nothing can be made")
        return
    for id_, known in reading.items.items():
        if known.make:
            passed = _passed(reading, id_, known, centres)
            operations = _operations(known, [(centre, names[centre]) for centre in passed])
            routing = {"item": known.code, "plant": reading.plant, "operations": operations}
            reading.world.routings.add(routing, known.origin)
    reading.assume(
        "the files have no routings: an item passes the work centres where product_inventory.csv has some of it, or "
        f"the last ones; its days_to_manufacture at {MINUTES_FOR_EACH_DAY:g} minutes a piece are shared among them"
    )


def _passed(reading: Reading, id_: str, known: Known, centres: list[str]) -> list[str]:
    here = {work_centre(reading, location) for location in reading.stocked_at.get(id_, ())}
    usual = centres[-1] if known.finished or len(centres) == 1 else centres[-2]
    return [centre for centre in centres if centre in here] or [usual]


def _operations(known: Known, centres: list[tuple[str, str]]) -> list[Row]:
    minutes = round(max(known.days_to_make, 1) * MINUTES_FOR_EACH_DAY / len(centres), 3)
    return [
        rows.operation(10 * number, name, centre, SETUP_MINUTES, minutes)
        for number, (centre, name) in enumerate(centres, start=1)
    ]


def _note_where_items_lie(reading: Reading) -> None:
    """Faults of these lines are noted when the stock is read."""
    for line in reading.folder.lines("product_inventory"):
        if _lies_there(line):
            reading.stocked_at.setdefault(line.maybe("product_id"), set()).add(line.maybe("location_id"))


def _lies_there(line: Line) -> bool:
    return line.maybe("quantity").strip(".0") != ""
