"""Routings, which the files do not have: derived from where an item lies in work and how many days it takes."""

from __future__ import annotations

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.plant import work_centre
from headrace_journey.worlds.files.reading import Known, Reading
from headrace_journey.worlds.world import Row

MINUTES_FOR_EACH_DAY = 3.0
SETUP_MINUTES = 10.0


def derive_routings(reading: Reading) -> None:
    """An item passes the work centres where some of it lies, in the order of their numbers.

    One that lies in none is put together where its kind is: finished goods at the last, others at the one before.
    """
    centres = [row["work_centre"] for row in reading.world.work_centres.rows]
    names = {row["work_centre"]: row["name"] for row in reading.world.work_centres.rows}
    if not centres:
        reading.assume("location.csv has no location with hours: nothing can be made")
        return
    for known in reading.items.known.values():
        if known.make:
            passed = _passed(reading, known, centres)
            operations = _operations(known, [(centre, names[centre]) for centre in passed])
            routing = {"item": known.code, "plant": reading.plant, "operations": operations}
            reading.world.routings.add(routing, known.origin)
    reading.assume(
        "the files have no routings: an item passes the work centres where product_inventory.csv has some of it, or "
        f"the last ones; its days_to_manufacture at {MINUTES_FOR_EACH_DAY:g} minutes a piece are shared among them"
    )


def _passed(reading: Reading, known: Known, centres: list[str]) -> list[str]:
    here = {work_centre(reading, location) for location in reading.stocked_at.get(known.id, ())}
    usual = centres[-1] if known.finished or len(centres) == 1 else centres[-2]
    return [centre for centre in centres if centre in here] or [usual]


def _operations(known: Known, centres: list[tuple[str, str]]) -> list[Row]:
    minutes = round(max(known.days_to_make, 1) * MINUTES_FOR_EACH_DAY / len(centres), 3)
    return [
        rows.operation(10 * number, name, centre, SETUP_MINUTES, minutes)
        for number, (centre, name) in enumerate(centres, start=1)
    ]
