"""The one plant of a company whose files name none: its working locations are the work centres, a machine in each."""

from __future__ import annotations

from decimal import Decimal

from headrace_contracts.values import Money
from headrace_journey.worlds import rows
from headrace_journey.worlds.files.line import Line
from headrace_journey.worlds.files.reading import Reading

ZONE = "UTC"
WORKING_DAYS = 5
CYCLE_SECONDS = 2.0


def read_plant(reading: Reading) -> None:
    """A location with weekly hours above 0 is a work centre; the others are stores."""
    world = reading.world
    name = world.leader.replace("-", " ").title()
    world.plants.add(rows.plant(reading.plant, world.leader, f"{name} works", ZONE))
    reading.assume(f"the files name no plant: there is one, in the time zone {ZONE}, working five days a week")
    reading.assume(f"each work centre has one machine, which takes {CYCLE_SECONDS:g} s of machine time for a piece")

    def read(line: Line) -> None:
        location, name = reading.locations.note(line), line.name("name")
        hours, cost = line.hours_of_a_week("availability"), reading.money(line, "cost_rate")
        reading.locations.known[location] = name
        if hours:
            _add_centre(reading, line, name, hours, cost)

    reading.each("location", read)


def _add_centre(reading: Reading, line: Line, name: str, hours: Decimal, cost: Money) -> None:
    world, centre = reading.world, work_centre(reading, line.text("location_id"))
    machine, minutes = f"{centre}-1", float(hours * 60 / WORKING_DAYS)
    world.work_centres.add(rows.work_centre(centre, reading.plant, name, minutes, cost, [machine]), line.origin)
    world.machines.add(rows.machine(machine, reading.plant, centre, f"{name} 1", CYCLE_SECONDS), line.origin)
    world.workshop.add(rows.simulated(machine, reading.plant, ZONE, CYCLE_SECONDS), line.origin)


def work_centre(reading: Reading, location: str) -> str:
    return f"{reading.plant}-{location}"
