"""The whole computation: explode, peg, time; what can't be met in time is moved and the plan made again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import RANK_SAFETY, Ints, Network, Orders, Requirements
from headrace_planning.engine.explosion import explode, usable_days
from headrace_planning.engine.levels import low_level_codes
from headrace_planning.engine.pegging import AllSupplies, Pegs, peg
from headrace_planning.engine.timing import Earliest, Wanted, earliest_days, wanted_days

ROUNDS = 8
"""Moving one demand may make another late: the plan is made again until nothing moves, at most so often."""


class Solution(NamedTuple):
    """A finished plan. `network` holds the demands on the days for which they are planned."""

    network: Network
    orders: Orders
    needs: Requirements
    supplies: AllSupplies
    pegs: Pegs
    earliest: Earliest
    wanted: Wanted


def solve(network: Network) -> Solution:
    """Plan every demand for its day, or for the earliest day after it that its material allows.

    Raises CycleFound when nodes contain each other and QuantityOverflow when a number can't be held exactly.
    """
    asked = network.demands.day
    sequence = parents_first(network)
    usable = usable_days(network.nodes, network.calendars, network.supplies, network.reschedule_days)
    for _ in range(ROUNDS):
        pegged = peg(network, *explode(network, sequence, usable), usable)
        earliest = earliest_days(network, sequence, pegged)
        moved = _moved(network, pegged.needs, earliest)
        if np.array_equal(moved, network.demands.day):
            break
        planned_for = network.demands.day
        network = network._replace(demands=network.demands._replace(day=moved))
    else:
        network = network._replace(demands=network.demands._replace(day=planned_for))
    asked = np.where(network.demands.rank == RANK_SAFETY, network.demands.day, asked)
    return Solution(network, *pegged, earliest, wanted_days(network, sequence, pegged, asked))


def parents_first(network: Network) -> Ints:
    """Nodes by low-level code. A work order's material also lies below what it makes."""
    demands, edges = network.demands, network.edges
    firm = demands.for_supply >= 0
    parent = np.concatenate([edges.parent, network.supplies.node[demands.for_supply[firm]]])
    child = np.concatenate([edges.child, demands.node[firm]])
    level = low_level_codes(len(network.nodes.on_hand), parent, child)
    return np.argsort(level, kind="stable").astype(np.int64)


def _moved(network: Network, needs: Requirements, earliest: Earliest) -> Ints:
    """The day of each demand, later where it can't be met; material of work orders stays."""
    own = needs.demand >= 0
    day = network.demands.day.copy()
    day[needs.demand[own]] = np.maximum(needs.day[own], earliest.need_day[own])
    return np.where(network.demands.for_supply >= 0, network.demands.day, day)
