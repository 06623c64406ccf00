"""From what was heard to the question of the engine: planning and promising lay out their facts in this one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_planning.model.demand import Demand
from headrace_planning.model.firm import FirmOrder
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import PlantCalendar
from headrace_planning.model.network import Network
from headrace_planning.model.supply import Allocation, OpenSupply, StockOnHand, SupplyKind

Place = tuple[str, str]
"""An item and a plant."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Supply as it stands, each quantity once."""

    stock: Sequence[StockOnHand]
    orders: Sequence[FirmOrder]
    in_the_house: Mapping[Place, Decimal]
    """What will be usable once it is inspected and moved."""
    material_left: Mapping[str, Sequence[tuple[str, Quantity]]]
    """Released work order -> what it is still to be issued."""


def laid_out(
    start: date, network: Network, demands: Sequence[Demand], there: Positions, places: Iterable[Place] = ()
) -> PlanningInputs:
    """All that the demands and the supply concern, and `places` besides."""
    supplies = [*(order.as_supply() for order in there.orders), *_under_inspection(there, network, start)]
    material = list(_material(there, network))
    facts: list[Demand | OpenSupply] = [*demands, *supplies]
    concerned = {(fact.item, fact.plant) for fact in [*facts, *there.stock, *material]}
    items = network.planned(concerned.union(places))
    return PlanningInputs(
        start,
        tuple(items),
        bom=tuple(line for parent in sorted({item.item for item in items}) for line in network.bom(parent)),
        calendars=tuple(PlantCalendar(plant) for plant in sorted({item.plant for item in items})),
        demands=tuple(demands),
        stock=tuple(there.stock),
        open_supply=tuple(supplies),
        allocations=tuple(material),
    )


def _under_inspection(there: Positions, network: Network, start: date) -> Iterator[OpenSupply]:
    for (item, plant), quantity in there.in_the_house.items():
        amount = Quantity(quantity, network.unit_of(item))
        name = f"inspection of {item} in {plant}"
        yield OpenSupply(SupplyKind.INSPECTION, name, item, plant, amount, start)


def _material(there: Positions, network: Network) -> Iterator[Allocation]:
    """Of a released work order what it was not yet issued, of another what its bill asks for."""
    for order in there.orders:
        if order.kind is SupplyKind.WORK_ORDER:
            parts = there.material_left.get(order.reference)
            if parts is None:
                parts = list(network.material_for(order.item, order.whole.value, order.start))
            for item, quantity in parts:
                yield Allocation(order.reference, item, order.plant, quantity, order.start)
