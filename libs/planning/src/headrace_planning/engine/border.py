"""From facts in the words of the trade to the arrays of the kernels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from headrace_planning.engine.arrays import (
    ALWAYS,
    LARGEST_QUANTITY,
    NEVER,
    RANK_FIRM,
    RANK_FORECAST,
    RANK_SAFETY,
    Calendars,
    Demands,
    Edges,
    Ints,
    Network,
    Nodes,
    Supplies,
    columns,
    ints,
)
from headrace_planning.engine.explosion import fresh_days
from headrace_planning.engine.places import Node, Places
from headrace_planning.engine.scales import Catalogue, yield_ratio
from headrace_planning.engine.standing import standings
from headrace_planning.model.consumption import MergedDemand, merge
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import PlanningItem, PlantCalendar, Policy
from headrace_planning.model.refusal import QuantityTooLarge, UnknownPlant
from headrace_planning.model.supply import OpenSupply, SupplyKind

_MARGIN_DAYS = 1500
"""Working days are listed so far before the start and after the last date; beyond it every day counts."""

_RANKS = {
    DemandKind.CUSTOMER_ORDER: RANK_FIRM,
    DemandKind.FORECAST: RANK_FORECAST,
    DemandKind.SAFETY_STOCK: RANK_SAFETY,
}

_Row = tuple[int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """The network, and which fact each of its numbers stands for."""

    start: date
    network: Network
    catalogue: Catalogue
    nodes: tuple[Node, ...]
    demands: tuple[Demand | None, ...]
    """None for the material of a firm work order."""
    supplies: tuple[OpenSupply, ...]
    merged: MergedDemand
    unplanned: tuple[Demand, ...]
    """Forecast of items that are made to order only."""

    def item(self, node: int) -> PlanningItem:
        return self.catalogue.items[self.nodes[node].item, self.nodes[node].plant]


def facts_of(inputs: PlanningInputs) -> Facts:
    """Check the facts and lay them out; raises PlanningRefused."""
    catalogue = Catalogue(inputs.items, inputs.units)
    merged = merge(inputs.demands, inputs.consumption)
    demands = tuple(d for d in merged.demands if _is_planned(d, catalogue))
    unplanned = tuple(d for d in merged.demands if not _is_planned(d, catalogue))
    places = Places(catalogue, inputs, demands)
    number = {node: n for n, node in enumerate(places.nodes)}
    calendars, calendar_number = _calendars(inputs)
    nodes = _nodes(inputs, catalogue, places, number, calendar_number)
    supplies = tuple(sorted(inputs.open_supply, key=lambda s: (s.item, s.plant, s.due, s.kind, s.reference)))
    own = [(d, _row(d, inputs, catalogue, number[places.of_demand(d)])) for d in demands]
    safety = _safety_stock(inputs, catalogue, number, fresh_days(nodes, calendars))
    material = [(None, row) for row in _allocations(inputs, catalogue, places, number, supplies)]
    asked = [*own, *safety, *material]
    standing, turn = standings([demand for demand, _ in asked])
    network = Network(
        nodes,
        calendars,
        _edges(inputs, catalogue, places, number),
        Demands(*_columns((row for _, row in asked), 6), standing=standing, turn=turn),
        _supplies(inputs, catalogue, places, number, supplies),
        inputs.reschedule_days,
    )
    _check_totals(network, places)
    known = tuple(demand for demand, _ in asked)
    return Facts(inputs.start, network, catalogue, tuple(places.nodes), known, supplies, merged, unplanned)


def _is_planned(demand: Demand, catalogue: Catalogue) -> bool:
    """What is made to order is not made for a forecast."""
    item = catalogue.at(demand.item, demand.plant, demand)
    return demand.kind is DemandKind.CUSTOMER_ORDER or item.policy is Policy.MAKE_TO_STOCK


def _calendars(inputs: PlanningInputs) -> tuple[Calendars, dict[str, int]]:
    by_plant = {c.plant: c for c in inputs.calendars}
    plants = sorted({item.plant for item in inputs.items})
    for plant in plants:
        if plant not in by_plant:
            raise UnknownPlant(f"plant {plant} has no calendar; say on which days it works")
    last = max([inputs.start, *(d.due for d in inputs.demands), *(s.due for s in inputs.open_supply)])
    span = range(-_MARGIN_DAYS, (last - inputs.start).days + _MARGIN_DAYS)
    lists = [_working_days(by_plant[plant], inputs.start, span) for plant in plants]
    start = ints([0, *np.cumsum([len(days) for days in lists])])
    days = np.concatenate(lists) if lists else ints([])
    return Calendars(days, start), {plant: n for n, plant in enumerate(plants)}


def _working_days(calendar: PlantCalendar, start: date, span: range) -> Ints:
    return ints([day for day in span if calendar.works_on(start + timedelta(days=day))])


def _nodes(
    inputs: PlanningInputs,
    catalogue: Catalogue,
    places: Places,
    number: dict[Node, int],
    calendar_number: dict[str, int],
) -> Nodes:
    on_hand = [0] * len(number)
    for stock in inputs.stock:
        item = catalogue.at(stock.item, stock.plant, stock)
        on_hand[number[places.of_supply(stock)]] += catalogue.quanta_of(item, stock.quantity, stock)
    if on_hand and max(on_hand) > LARGEST_QUANTITY:
        raise QuantityTooLarge(f"stock of {places.nodes[on_hand.index(max(on_hand))].item} can't be held exactly")
    rows = []
    for node in places.nodes:
        item = catalogue.items[node.item, node.plant]
        minimum = catalogue.quanta(item, item.lot_minimum, item)
        multiple = max(catalogue.quanta(item, item.lot_multiple, item), 1)
        calendar = calendar_number[node.plant]
        rows.append((item.lead_time_days, minimum, multiple, item.days_of_supply, ALWAYS, *yield_ratio(item), calendar))
    return Nodes(ints(on_hand), *_columns(rows, 8))


def _edges(inputs: PlanningInputs, catalogue: Catalogue, places: Places, number: dict[Node, int]) -> Edges:
    rows = []
    for parent, child, line in places.lines:
        pair = (catalogue.items[parent.item, parent.plant], catalogue.items[child.item, child.plant])
        first = ALWAYS if line.valid_from is None else (line.valid_from - inputs.start).days
        end = NEVER if line.valid_to is None else (line.valid_to - inputs.start).days + 1
        rows.append((number[parent], number[child], *catalogue.ratio(line, *pair), first, end))
    return Edges(*_columns(rows, 6))


def _row(demand: Demand, inputs: PlanningInputs, catalogue: Catalogue, node: int) -> _Row:
    item = catalogue.at(demand.item, demand.plant, demand)
    quantity = catalogue.quanta_of(item, demand.quantity, demand)
    planned, asked = ((day - inputs.start).days for day in (demand.planned_for, demand.due))
    return node, planned, quantity, _RANKS[demand.kind], -1, asked


def _safety_stock(
    inputs: PlanningInputs, catalogue: Catalogue, number: dict[Node, int], fresh: Ints
) -> list[tuple[Demand, _Row]]:
    """Safety stock is demand for the first day on which a new order could bring it."""
    found = []
    for item in catalogue.items.values():
        if item.safety_stock:
            node = number[Node(item.item, item.plant, None)]
            quantity = catalogue.quantity(item, catalogue.quanta(item, item.safety_stock, item))
            due = inputs.start + timedelta(days=int(fresh[node]))
            demand = Demand(DemandKind.SAFETY_STOCK, "", "", item.item, item.plant, quantity, due)
            found.append((demand, _row(demand, inputs, catalogue, node)))
    return found


def _allocations(
    inputs: PlanningInputs,
    catalogue: Catalogue,
    places: Places,
    number: dict[Node, int],
    supplies: tuple[OpenSupply, ...],
) -> list[_Row]:
    position = {s.reference: n for n, s in enumerate(supplies) if s.kind is SupplyKind.WORK_ORDER}
    rows = []
    for allocation in sorted(inputs.allocations, key=repr):
        item = catalogue.at(allocation.item, allocation.plant, allocation)
        quantity = catalogue.quanta_of(item, allocation.quantity, allocation)
        day = max((allocation.needed - inputs.start).days, 0)
        node = number[places.of_allocation(allocation)]
        rows.append((node, day, quantity, RANK_FIRM, position[allocation.work_order], day))
    return rows


def _supplies(
    inputs: PlanningInputs,
    catalogue: Catalogue,
    places: Places,
    number: dict[Node, int],
    supplies: tuple[OpenSupply, ...],
) -> Supplies:
    rows = []
    for supply in supplies:
        item = catalogue.at(supply.item, supply.plant, supply)
        quantity = catalogue.quanta_of(item, supply.quantity, supply)
        rows.append((number[places.of_supply(supply)], (supply.due - inputs.start).days, quantity))
    return Supplies(*_columns(rows, 3))


def _check_totals(network: Network, places: Places) -> None:
    total = [int(stock) for stock in network.nodes.on_hand]
    for node, quantity in zip(network.supplies.node, network.supplies.quantity, strict=True):
        total[node] += int(quantity)
    for node, held in zip(places.nodes, total, strict=True):
        if held > LARGEST_QUANTITY:
            raise QuantityTooLarge(f"stock and open supply of {node.item} in {node.plant} can't be held exactly")


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[Ints]:
    """The rows turned into one array per column, also when there are none."""
    return columns(np.array(list(rows), dtype=np.int64).reshape(-1, width))
