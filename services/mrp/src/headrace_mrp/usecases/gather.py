"""The facts of one planning run, gathered from what was heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from headrace_chassis.tx import Tx
from headrace_contracts.values import Quantity
from headrace_mrp.model.firm import FirmOrder
from headrace_mrp.model.forecast import demand_of, within
from headrace_mrp.store import catalogue, demand, positions, releases
from headrace_planning.model.demand import Demand
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import PlantCalendar
from headrace_planning.model.network import Network
from headrace_planning.model.supply import Allocation, OpenSupply, SupplyKind

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """`rejected` says in words, by item and plant, which lots failed; `last_release` dates the facts."""

    inputs: PlanningInputs
    rejected: Mapping[Place, str]
    forecast_release: str
    last_release: str


async def gather(tx: Tx, horizon_days: int) -> Question:
    last_release = await releases.newest(tx)
    network = await catalogue.network(tx)
    demands = await _demands(tx, network, horizon_days)
    stock = await positions.on_hand(tx)
    orders = await positions.firm_orders(tx)
    supplies = [*(o.as_supply() for o in orders), *await _under_inspection(tx, network)]
    material = list(_material(orders, await positions.material_left(tx), network))
    facts: list[Demand | OpenSupply] = [*demands, *supplies]
    places = {(fact.item, fact.plant) for fact in [*facts, *stock, *material]}
    items = network.planned(places | network.routings)
    inputs = PlanningInputs(
        tx.today,
        tuple(items),
        bom=tuple(network.bom({item.item for item in items})),
        calendars=tuple(PlantCalendar(plant) for plant in sorted({item.plant for item in items})),
        demands=demands,
        stock=tuple(stock),
        open_supply=tuple(supplies),
        allocations=tuple(material),
        units=network.units,
    )
    return Question(inputs, await positions.rejected_lots(tx), await demand.newest_release(tx), last_release)


async def _demands(tx: Tx, network: Network, horizon_days: int) -> tuple[Demand, ...]:
    found = await demand.open_orders(tx)
    for item, buckets in (await demand.buckets(tx)).items():
        decimals = network.decimals(buckets[0].quantity.unit)
        found += demand_of(item, network.home_of(item), buckets, tx.today, decimals)
    return within(found, tx.today, horizon_days)


async def _under_inspection(tx: Tx, network: Network) -> list[OpenSupply]:
    return [
        OpenSupply(
            SupplyKind.INSPECTION,
            f"inspection of {item} in {plant}",
            item,
            plant,
            Quantity(quantity, network.unit_of(item)),
            tx.today,
        )
        for (item, plant), quantity in (await positions.in_the_house(tx)).items()
    ]


def _material(
    orders: Iterable[FirmOrder], left: Mapping[str, Sequence[tuple[str, Quantity]]], network: Network
) -> Iterator[Allocation]:
    """Of a released work order what it was not yet issued, of another what its bill asks for."""
    for order in orders:
        if order.kind is SupplyKind.WORK_ORDER:
            parts = left.get(order.reference)
            if parts is None:
                parts = list(network.material_for(order.item, order.whole.value, order.start))
            for item, quantity in parts:
                yield Allocation(order.reference, item, order.plant, quantity, order.start)
