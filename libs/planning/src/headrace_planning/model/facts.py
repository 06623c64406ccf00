"""From what was heard to the question of the engine: planning and promising lay out their facts in this one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_planning.model.aside import Aside
from headrace_planning.model.demand import Demand
from headrace_planning.model.firm import FirmOrder
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import BomLine, PlanningItem, PlantCalendar
from headrace_planning.model.network import Network, Place
from headrace_planning.model.supply import Allocation, OpenSupply, StockOnHand, SupplyKind


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
    start: date,
    network: Network,
    demands: Iterable[Demand],
    there: Positions,
    places: Iterable[Place] = (),
    aside: Aside | None = None,
) -> PlanningInputs:
    """All that the demands and the supply concern, and `places` besides; what is wrong with any is named."""
    aside = aside or Aside()
    demands, supplies = list(demands), list(_supplies(start, network, there, aside))
    material = list(_material(network, there, aside))
    facts: list[Demand | OpenSupply | StockOnHand | Allocation] = [*demands, *supplies, *there.stock, *material]
    reached = network.reached({(fact.item, fact.plant) for fact in facts}.union(places))
    items, bills = _items(network, sorted(reached), aside)
    return PlanningInputs(
        start,
        tuple(items),
        bom=tuple(line for parent in sorted(bills) for line in bills[parent]),
        calendars=tuple(PlantCalendar(plant) for plant in sorted({item.plant for item in items})),
        demands=tuple(demands),
        stock=tuple(there.stock),
        open_supply=tuple(supplies),
        allocations=tuple(material),
        not_planned=tuple(aside.found[place] for place in sorted(aside.found)),
    )


def _items(
    network: Network, places: Iterable[Place], aside: Aside
) -> tuple[list[PlanningItem], dict[str, list[BomLine]]]:
    items, bills = [], {}
    for item, plant in places:
        with aside.unless_planned(item, plant):
            items.append(network.planning_item(item, plant))
            bills[item] = list(network.bom(item))
    return items, bills


def _supplies(start: date, network: Network, there: Positions, aside: Aside) -> Iterator[OpenSupply]:
    for order in there.orders:
        with aside.unless_planned(order.item, order.plant):
            yield order.as_supply()
    for (item, plant), quantity in there.in_the_house.items():
        with aside.unless_planned(item, plant):
            amount = Quantity(quantity, network.unit_of(item))
            name = f"inspection of {item} in {plant}"
            yield OpenSupply(SupplyKind.INSPECTION, name, item, plant, amount, start)


def _material(network: Network, there: Positions, aside: Aside) -> Iterator[Allocation]:
    """Of a released work order what it was not yet issued, of another what its bill asks for."""
    for order in there.orders:
        if order.kind is SupplyKind.WORK_ORDER:
            with aside.unless_planned(order.item, order.plant):
                parts = there.material_left.get(order.reference)
                if parts is None:
                    parts = list(network.material_for(order.item, order.whole.value, order.start))
                for item, quantity in parts:
                    yield Allocation(order.reference, item, order.plant, quantity, order.start)
