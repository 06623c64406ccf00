"""Level by level every node reads its parents' releases, nets, sizes lots and offsets lead times."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import (
    RANK_DEPENDENT,
    Calendars,
    Demands,
    Edges,
    Ints,
    Network,
    Nodes,
    Orders,
    Requirements,
    Supplies,
    columns,
    grouped,
)
from headrace_planning.engine.calendar import earliest_finish
from headrace_planning.engine.compiled import compiled
from headrace_planning.engine.netting import (
    DAY,
    DEMAND,
    NEED_COLUMNS,
    ORDER,
    ORDER_COLUMNS,
    ORDERED,
    QUANTITY,
    RELEASE,
    calendar_of,
    checked,
    grown,
    net,
    scaled_up,
    usable_from,
)

_RANKS = 4


class QuantityOverflow(Exception):
    """At `node` a quantity outgrew what the engine can hold exactly."""

    def __init__(self, node: int) -> None:
        super().__init__(f"a quantity of node {node} is too large to be planned exactly")
        self.node = node


class Lookup(NamedTuple):
    """Rows start[n]:start[n + 1] are the lines that use node n, its demands, its open supplies."""

    uses: Ints
    use_start: Ints
    asks: Ints
    ask_start: Ints
    usable: Ints
    open_quantity: Ints
    open_start: Ints


def explode(network: Network, sequence: Ints, usable: Ints) -> tuple[Orders, Requirements]:
    """Net all nodes in the given sequence (parents before children); `usable` as from `usable_days`."""
    reached = np.zeros(1, dtype=np.int64)
    try:
        planned, order_span, needs, need_span = _explode(
            sequence, network, _lookup(network, len(sequence), usable), reached
        )
    except OverflowError as error:
        raise QuantityOverflow(int(reached[0])) from error
    orders = Orders._make([*columns(planned), *columns(order_span)])
    return orders, _requirements(needs, need_span, sequence)


def _lookup(network: Network, count: int, usable: Ints) -> Lookup:
    supplies = network.supplies
    at_node = np.lexsort((np.arange(len(usable)), supplies.due, usable, supplies.node)).astype(np.int64)
    _, open_start = grouped(supplies.node, count)
    return Lookup(
        *grouped(network.edges.child, count),
        *grouped(network.demands.node, count),
        usable[at_node],
        supplies.quantity[at_node],
        open_start,
    )


def usable_days(nodes: Nodes, calendars: Calendars, supplies: Supplies, reschedule_days: int) -> Ints:
    """For each open supply the first need day that it may serve."""
    return _usable_days(fresh_days(nodes, calendars), supplies.node, supplies.due, reschedule_days)


@compiled
def fresh_days(nodes: Nodes, calendars: Calendars) -> Ints:
    """For each node the day on which an order released today would arrive."""
    fresh = np.empty(len(nodes.lead_time), dtype=np.int64)
    for node in range(len(fresh)):
        fresh[node] = earliest_finish(calendar_of(calendars, nodes.calendar[node]), 0, nodes.lead_time[node])
    return fresh


@compiled
def _usable_days(fresh: Ints, node: Ints, due: Ints, reschedule_days: int) -> Ints:
    usable = np.empty(len(due), dtype=np.int64)
    for supply in range(len(due)):
        usable[supply] = usable_from(due[supply], fresh[node[supply]], reschedule_days)
    return usable


@compiled
def _explode(sequence: Ints, network: Network, lookup: Lookup, reached: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    nodes = network.nodes
    planned = np.empty((1024, ORDER_COLUMNS), dtype=np.int64)
    needs = np.empty((1024, NEED_COLUMNS), dtype=np.int64)
    order_span = np.zeros((len(sequence), 2), dtype=np.int64)
    need_span = np.zeros((len(sequence), 2), dtype=np.int64)
    orders, rows = 0, 0
    for node in sequence:
        reached[0] = node
        first, before = rows, orders
        own = lookup.asks[lookup.ask_start[node] : lookup.ask_start[node + 1]]
        needs, rows = _independent(own, network.demands, needs, rows)
        for use in range(lookup.use_start[node], lookup.use_start[node + 1]):
            needs, rows = _dependent(lookup.uses[use], network.edges, planned, order_span, needs, rows)
        _serve_in_order(needs[first:rows], network.demands.rank)
        need_span[node] = first, rows
        firm = slice(lookup.open_start[node], lookup.open_start[node + 1])
        days = calendar_of(network.calendars, nodes.calendar[node])
        planned, orders = net(
            node,
            needs[first:rows],
            lookup.usable[firm],
            lookup.open_quantity[firm],
            nodes,
            days,
            planned,
            orders,
        )
        order_span[node] = before, orders
    return planned[:orders], order_span, needs[:rows], need_span


@compiled
def _independent(own: Ints, demands: Demands, needs: Ints, rows: int) -> tuple[Ints, int]:
    for demand in own:
        needs = grown(needs, rows)
        needs[rows, DAY] = demands.day[demand]
        needs[rows, QUANTITY] = demands.quantity[demand]
        needs[rows, DEMAND] = demand
        needs[rows, ORDER] = -1
        rows += 1
    return needs, rows


@compiled
def _dependent(edge: int, edges: Edges, planned: Ints, order_span: Ints, needs: Ints, rows: int) -> tuple[Ints, int]:
    """What the planned orders of a parent need by a BOM line that is valid on the order's release day."""
    parent = edges.parent[edge]
    for order in range(order_span[parent, 0], order_span[parent, 1]):
        release = planned[order, RELEASE]
        if edges.valid_from[edge] <= release < edges.valid_to[edge]:
            needs = grown(needs, rows)
            needs[rows, DAY] = release
            needs[rows, QUANTITY] = scaled_up(planned[order, ORDERED], edges.numerator[edge], edges.denominator[edge])
            needs[rows, DEMAND] = -1
            needs[rows, ORDER] = order
            rows += 1
    return needs, rows


@compiled
def _serve_in_order(needs: Ints, rank: Ints) -> None:
    """Sort by day, then by rank, then as gathered; and see that their sum can be held."""
    key = np.empty(len(needs), dtype=np.int64)
    total = 0
    for i in range(len(needs)):
        demand = needs[i, DEMAND]
        key[i] = needs[i, DAY] * _RANKS + (rank[demand] if demand >= 0 else RANK_DEPENDENT)
        total = checked(total + needs[i, QUANTITY])
    needs[:] = needs[np.argsort(key, kind="mergesort")]


def _requirements(needs: Ints, span: Ints, sequence: Ints) -> Requirements:
    node = np.repeat(sequence, (span[:, 1] - span[:, 0])[sequence])
    return Requirements._make([node, *columns(needs), *columns(span)])
