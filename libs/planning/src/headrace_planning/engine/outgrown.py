"""Who asks for more of something than can be counted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from headrace_planning.engine.arrays import LARGEST_QUANTITY, Ints, Network, grouped

Floats = npt.NDArray[np.float64]


def who_asks_too_much(network: Network, sequence: Ints, node: int) -> Ints:
    """The nodes whose own demand and lots take so much of the node that without them the rest can be counted."""
    nodes, demands = network.nodes, network.demands
    own = np.bincount(demands.node, demands.quantity, len(nodes.on_hand))
    taken = (own + nodes.lot_minimum + nodes.lot_multiple) * _taken_for_one(network, sequence, node)
    share = LARGEST_QUANTITY / max(int(np.count_nonzero(taken)), 1)
    return np.flatnonzero(taken >= min(share, float(taken.max()))).astype(np.int64)


def _taken_for_one(network: Network, sequence: Ints, node: int) -> Floats:
    """What one good quantum of each node takes of this one, at all levels."""
    nodes, edges = network.nodes, network.edges
    taken = np.zeros(len(sequence))
    taken[node] = 1
    lines, start = grouped(edges.parent, len(sequence))
    for parent in sequence[::-1]:
        own = lines[start[parent] : start[parent + 1]]
        started = nodes.yield_denominator[parent] / nodes.yield_numerator[parent]
        taken[parent] += started * (taken[edges.child[own]] * edges.numerator[own] / edges.denominator[own]).sum()
    return taken
