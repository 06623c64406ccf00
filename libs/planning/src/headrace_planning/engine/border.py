"""From facts in the words of the trade to the arrays of the kernels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from headrace_planning.engine.arrays import (
    ALWAYS,
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
from headrace_planning.model.supply import OpenSupply, SupplyKind

_MARGIN_DAYS = 1500
"""Working days are listed so far before the start and after the last date; beyond it every day counts."""
_FURTHEST_DAYS = 3660
"""Of dates that are further away, no more."""
_EVER = 10**6
"""Days: more than any plan has."""

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
    """Lay out facts that were admitted."""
    catalogue = Catalogue(inputs.items)
    merged = merge(inputs.demands, inputs.consumption, inputs.start)
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
    served = standings([demand for demand, _ in asked])
    rows = [(*row, *standing) for (_, row), standing in zip(asked, served, strict=True)]
    network = Network(
        nodes,
        calendars,
        _edges(inputs, catalogue, places, number),
        Demands(*_columns(rows, 8)),
        _supplies(inputs, catalogue, places, number, supplies),
        min(inputs.reschedule_days, _EVER),
    )
    known = tuple(demand for demand, _ in asked)
    return Facts(inputs.start, network, catalogue, tuple(places.nodes), known, supplies, merged, unplanned)


def day_after(start: date, days: int) -> date:
    """The first or the last day that there is, where it lies beyond."""
    return date.fromordinal(min(max(start.toordinal() + days, 1), date.max.toordinal()))


def _is_planned(demand: Demand, catalogue: Catalogue) -> bool:
    """What is made to order is not made for a forecast."""
    item = catalogue.at(demand.item, demand.plant, demand)
    return demand.kind is DemandKind.CUSTOMER_ORDER or item.policy is Policy.MAKE_TO_STOCK


def _calendars(inputs: PlanningInputs) -> tuple[Calendars, dict[str, int]]:
    by_plant = {c.plant: c for c in inputs.calendars}
    plants = sorted({item.plant for item in inputs.items})
    last = max([inputs.start, *(d.planned_for for d in inputs.demands), *(s.due for s in inputs.open_supply)])
    ahead = min((last - inputs.start).days, _FURTHEST_DAYS) + _MARGIN_DAYS
    span = range(max(-_MARGIN_DAYS, (date.min - inputs.start).days), min(ahead, (date.max - inputs.start).days + 1))
    lists = [_working_days(by_plant[plant], inputs.start, span) for plant in plants]
    start = ints([0, *np.cumsum([len(days) for days in lists])])
    days = np.concatenate(lists) if lists else ints([])
    return Calendars(days, start), {plant: n for n, plant in enumerate(plants)}


def _working_days(calendar: PlantCalendar, start: date, span: range) -> Ints:
    days = np.arange(span.start, span.stop)
    weekly = np.isin((start.weekday() + days) % 7, list(calendar.weekdays))
    closed = np.isin(days, [(holiday - start).days for holiday in calendar.holidays])
    found = ints(days[weekly & ~closed])
    return found if len(found) else ints([span[-1]])


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
        on_hand[number[places.of_supply(stock)]] += catalogue.held(item, stock.quantity.value, stock)
    rows = []
    for node in places.nodes:
        item = catalogue.items[node.item, node.plant]
        minimum = catalogue.quanta(item, item.lot_minimum, item)
        multiple = max(catalogue.quanta(item, item.lot_multiple, item), 1)
        calendar = calendar_number[node.plant]
        covered = min(item.days_of_supply, _EVER)
        rows.append((item.lead_time_days, minimum, multiple, covered, ALWAYS, *yield_ratio(item), calendar))
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
    quantity = catalogue.quanta(item, demand.quantity.value, demand)
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
            due = day_after(inputs.start, int(fresh[node]))
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
        quantity = catalogue.quanta(item, allocation.quantity.value, allocation)
        day = max((allocation.needed - inputs.start).days, 0)
        node = number[places.of_allocation(allocation)]
        rows.append((node, day, quantity, RANK_FIRM, position.get(allocation.work_order, -1), day))
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
        quantity = catalogue.held(item, supply.quantity.value, supply)
        rows.append((number[places.of_supply(supply)], (supply.due - inputs.start).days, quantity))
    return Supplies(*_columns(rows, 3))


def _columns(rows: Iterable[tuple[int, ...]], width: int) -> list[Ints]:
    """The rows turned into one array per column, also when there are none."""
    return columns(np.array(list(rows), dtype=np.int64).reshape(-1, width))
