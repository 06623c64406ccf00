"""Where something is short: the part of the network in which demands compete, and its ledger day by day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import ALWAYS, NEVER, Ints, Mask, Network, grouped
from headrace_planning.engine.calendar import earliest_finish, latest_start
from headrace_planning.engine.compiled import compiled
from headrace_planning.engine.netting import calendar_of

HORIZON = 1100
"""Days for which a ledger is kept at most: what takes more than three years is not weighed against anything."""

NEED, ORDERED, RECEIPT, RELEASE = 0, 1, 2, 3
LEDGER_ROWS = 4


class Scarce(NamedTuple):
    """Nodes at which something is short and all that needs them, numbered parents first.

    The days of node n are the columns start[n]:start[n + 1] of the ledger, from today to the day for which all can be
    had anew; what is needed from then on takes nothing from anybody.
    """

    node: Ints
    """In the network."""
    start: Ints
    fresh: Ints
    """The day on which an order released today would arrive."""
    line_start: Ints
    """The lines of node n that lead to scarce nodes are line_start[n]:line_start[n + 1]."""
    line: Ints
    """In the network."""
    child: Ints


def with_all_above(short: Mask, network: Network) -> Mask:
    """These nodes and all that needs them for itself or for its work orders."""
    above = short.copy()
    demands, edges = network.demands, network.edges
    firm = demands.for_supply >= 0
    parent = np.concatenate([edges.parent, network.supplies.node[demands.for_supply[firm]]])
    child = np.concatenate([edges.child, demands.node[firm]])
    while True:
        new = parent[above[child] & ~above[parent]]
        if not len(new):
            return above
        above[new] = True


def scarce_part(concerned: Mask, network: Network, sequence: Ints, fresh: Ints) -> Scarce:
    """`concerned` and `fresh` are by node, `sequence` has all nodes, parents first."""
    node = sequence[concerned[sequence]]
    number = np.full(len(concerned), -1, dtype=np.int64)
    number[node] = np.arange(len(node))
    inside = np.flatnonzero(concerned[network.edges.parent] & concerned[network.edges.child])
    by_parent, line_start = grouped(number[network.edges.parent[inside]], len(node))
    line = inside[by_parent].astype(np.int64)
    part = Scarce(node, line_start, fresh[node], line_start, line, number[network.edges.child[line]])
    days = np.minimum(_anew(part, network), HORIZON)
    return part._replace(start=np.concatenate([[0], np.cumsum(days)]).astype(np.int64))


@compiled
def with_releases(ledger: Ints, part: Scarce, network: Network) -> Ints:
    """When an order for each day has to be released."""
    for n in range(len(part.node)):
        days = calendar_of(network.calendars, network.nodes.calendar[part.node[n]])
        for at in range(part.start[n], part.start[n + 1]):
            ledger[RELEASE, at] = latest_start(days, at - part.start[n], network.nodes.lead_time[part.node[n]])
    return ledger


@compiled
def _anew(part: Scarce, network: Network) -> Ints:
    """For each node the first day for which it can be made of nothing but new material."""
    anew = part.fresh.copy()
    for n in range(len(anew) - 1, -1, -1):
        node = part.node[n]
        days = calendar_of(network.calendars, network.nodes.calendar[node])
        for line in range(part.line_start[n], part.line_start[n + 1]):
            anew[n] = max(anew[n], earliest_finish(days, anew[part.child[line]], network.nodes.lead_time[node]))
    return anew


def is_smooth(part: Scarce, network: Network) -> bool:
    """Whether what can be had for a day can also be had for every later day.

    Whole lots, shares and bills that change can make a later need ask for more than an earlier one.
    """
    nodes, edges = network.nodes, network.edges
    plain_node = (nodes.lot_minimum <= 1) & (nodes.yield_denominator == 1)
    plain_line = (edges.denominator == 1) & (edges.valid_from == ALWAYS) & (edges.valid_to == NEVER)
    return bool(plain_node[part.node].all() and plain_line[part.line].all())
