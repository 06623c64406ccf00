"""The cheapest split as a min-cost flow: lines -> windows of a work centre -> its days.

A flow counts quanta, so it is exact only where ticks can be counted in quanta without a remainder that
matters: all items of a work centre take the same time and no set-up, and either all may start on the same day or
each stretch of days holds whole quanta. `counts_in_quanta` tells; else it is a generalised flow, see `program`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from ortools.graph.python import min_cost_flow

from headrace_orders.engine.matching.capacity import Capacity
from headrace_orders.engine.matching.offers import Offer, Pool
from headrace_orders.engine.matching.problem import Line
from headrace_orders.engine.matching.size import by_pool


def counts_in_quanta(offers: Sequence[Offer], pools: Mapping[Pool, Capacity]) -> bool:
    return all(_pool_counts_in_quanta(pools[pool], mine) for pool, mine in by_pool(offers).items())


def assign_by_flow(lines: Sequence[Line], offers: Sequence[Offer], pools: Mapping[Pool, Capacity]) -> list[int]:
    """Quantity per offer: proven cheapest of all splits that serve the urgent first."""
    network = _Network()
    line_node = {line.id: network.node() for line in lines}
    sink = network.node()
    for line, penalty in zip(lines, _penalties(lines, offers), strict=True):
        network.arc(line_node[line.id], sink, line.quantity, penalty)
    doors = {pool: _add_days(network, sink, pools[pool], mine) for pool, mine in by_pool(offers).items()}
    arcs = [
        network.arc(
            line_node[offer.line.id],
            doors[offer.source.pool][offer.window],
            offer.most,
            offer.source.unit_cost,
        )
        for offer in offers
    ]
    return network.solve({line_node[line.id]: line.quantity for line in lines}, sink, arcs)


def _stretches(offers: Sequence[Offer]) -> list[tuple[int, int]]:
    """The days cut wherever a window begins or ends."""
    starts = {offer.source.first_day for offer in offers} | {offer.last_day + 1 for offer in offers}
    return [(a, b - 1) for a, b in pairwise(sorted(starts))]


def _pool_counts_in_quanta(capacity: Capacity, offers: Sequence[Offer]) -> bool:
    ticks = {offer.source.ticks for offer in offers}
    if len(ticks) > 1 or any(offer.source.setup for offer in offers):
        return False
    one_start = len({offer.source.first_day for offer in offers}) == 1
    return one_start or all(capacity.between(a, b) % min(ticks) == 0 for a, b in _stretches(offers))


def _add_days(network: _Network, sink: int, capacity: Capacity, offers: Sequence[Offer]) -> dict[tuple[int, int], int]:
    """Nodes for one work centre; returns the node where each window enters.

    Work enters at its last stretch and may run back to earlier ones, as far as its own first day.
    """
    stretches = _stretches(offers)
    ticks = offers[0].source.ticks
    first_day = stretches[0][0]
    whole = [0, *(capacity.between(first_day, b) // ticks for _, b in stretches)]
    day_nodes = [network.node() for _ in stretches]
    for node, before, after in zip(day_nodes, whole[:-1], whole[1:], strict=True):
        network.arc(node, sink, after - before, 0)
    doors = {}
    for start in sorted({offer.source.first_day for offer in offers}):
        earlier = None
        for (a, b), day_node in zip(stretches, day_nodes, strict=True):
            if a < start:
                continue
            door = network.node()
            network.arc(door, day_node, whole[-1], 0)
            if earlier is not None:
                network.arc(door, earlier, whole[-1], 0)
            doors[start, b] = earlier = door
    return doors


def _penalties(lines: Sequence[Line], offers: Sequence[Offer]) -> list[int]:
    """Cost of leaving a quantum of each line unmet: more than any rerouting saves, and more for the urgent.

    What a flow can serve is a polymatroid, so ordered penalties serve ranks strictly one after the other.
    """
    dearest = max((offer.source.unit_cost for offer in offers), default=0)
    step = (dearest + 1) * (min(len(lines), len(offers)) + 2)
    ranks = sorted({line.rank for line in lines}, reverse=True)
    weight = {rank: (i + 1) * step for i, rank in enumerate(ranks)}
    return [weight[line.rank] for line in lines]


class _Network:
    def __init__(self) -> None:
        self._nodes = 0
        self._arcs: list[tuple[int, int, int, int]] = []

    def node(self) -> int:
        self._nodes += 1
        return self._nodes - 1

    def arc(self, tail: int, head: int, capacity: int, cost: int) -> int:
        self._arcs.append((tail, head, capacity, cost))
        return len(self._arcs) - 1

    def solve(self, supplies: Mapping[int, int], sink: int, wanted: Sequence[int]) -> list[int]:
        flow = min_cost_flow.SimpleMinCostFlow()
        tails, heads, capacities, costs = np.array(self._arcs, dtype=np.int64).T
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            tails.astype(np.int32), heads.astype(np.int32), capacities, costs
        )
        for node, supply in supplies.items():
            flow.set_node_supply(node, supply)
        flow.set_node_supply(sink, -sum(supplies.values()))
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise ArithmeticError(f"the flow of {len(self._arcs)} arcs ended as {status}, though it can't fail")
        flows = flow.flows(arcs)
        return [int(flows[i]) for i in wanted]
