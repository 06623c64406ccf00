"""Who takes part, in which plants, on which machines."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_contracts.values import Money
from headrace_journey.worlds import rows
from headrace_journey.worlds.fictional.sizes import Size
from headrace_journey.worlds.world import World

PLANTS = (
    ("north", "North works", "Europe/Berlin"),
    ("south", "South works", "Europe/Rome"),
    ("east", "East works", "Asia/Shanghai"),
)
SUPPLIERS = ("Copperline", "Rotorwerk", "Sealtech", "Casting House", "Voltaire Controls", "Fastfix", "Bearing Brothers")


@dataclass(frozen=True, slots=True)
class Shop:
    """A kind of work centre; every plant has one of each. `cycle` is the time of a piece in seconds."""

    code: str
    name: str
    machines: int
    cost_minor: int
    cycle: float


SHOPS = (
    Shop("winding", "Winding", 2, 4200, 6.0),
    Shop("machining", "Machining", 2, 5400, 8.0),
    Shop("assembly", "Assembly", 2, 3900, 8.0),
    Shop("test", "Test bench", 1, 4800, 5.0),
)
MINUTES_OF_A_DAY = 960.0


def add_chain(world: World, leader: str, size: Size) -> None:
    _organisations(world, leader, size)
    for slug, name, zone in PLANTS[: size.plants]:
        plant = f"{world.leader}-{slug}"
        world.plants.add(rows.plant(plant, world.leader, f"{leader} {name}", zone))
        for shop in SHOPS:
            _work_centre(world, plant, shop, zone)


def _organisations(world: World, leader: str, size: Size) -> None:
    parties = [
        (world.leader, f"{leader} Hydro", "chain-leader"),
        (world.customer, "Riverside Utilities", "customer"),
        (world.bank, "Harbour Bank", "bank"),
        (world.carrier, "Northway Freight", "carrier"),
    ]
    for id_, name, role in parties:
        world.organisations.add(rows.organisation(id_, name, role, world.currency))
    for number in range(size.suppliers):
        base = SUPPLIERS[number % len(SUPPLIERS)]
        name = base if number < len(SUPPLIERS) else f"{base} {number // len(SUPPLIERS) + 1}"
        id_ = name.lower().replace(" ", "-")
        world.organisations.add(rows.organisation(id_, name, "supplier", world.currency))
        world.suppliers.add({"supplier": id_, "name": name})


def _work_centre(world: World, plant: str, shop: Shop, zone: str) -> None:
    centre = f"{plant}-{shop.code}"
    machines = [f"{centre}-{number + 1}" for number in range(shop.machines)]
    cost = Money(shop.cost_minor, world.currency)
    minutes = MINUTES_OF_A_DAY * shop.machines
    world.work_centres.add(rows.work_centre(centre, plant, shop.name, minutes, cost, machines))
    for number, machine in enumerate(machines, start=1):
        world.machines.add(rows.machine(machine, plant, centre, f"{shop.name} {number}", shop.cycle))
        world.workshop.add(rows.simulated(machine, plant, zone, shop.cycle))
