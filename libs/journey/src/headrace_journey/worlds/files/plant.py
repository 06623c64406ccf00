"""The one plant of a company whose files name none: its working locations are the work centres, a machine in each."""

from __future__ import annotations

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reader import Line
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
        hours = line.amount("availability")
        if not hours:
            return
        centre = work_centre(reading, line.text("location_id"))
        minutes = float(hours * 60 / WORKING_DAYS)
        cost, machine = reading.money(line, "cost_rate"), f"{centre}-1"
        row = rows.work_centre(centre, reading.plant, line.text("name"), minutes, cost, [machine])
        world.work_centres.add(row, line.origin)
        world.machines.add(rows.machine(machine, reading.plant, centre, f"{line.text('name')} 1", CYCLE_SECONDS))
        world.workshop.add(rows.simulated(machine, reading.plant, ZONE, CYCLE_SECONDS))

    reading.folder.each("location", read)


def work_centre(reading: Reading, location: str) -> str:
    return f"{reading.plant}-{location}"
