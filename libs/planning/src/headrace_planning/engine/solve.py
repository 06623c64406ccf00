"""The whole computation: explode and peg for the days asked for; where something is short, serve in turn and again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import ALWAYS, RANK_SAFETY, Ints, Mask, Network, Orders, Requirements, Supplies
from headrace_planning.engine.explosion import explode, fresh_days, usable_days
from headrace_planning.engine.levels import low_level_codes
from headrace_planning.engine.pegging import AllSupplies, Pegged, Pegs, peg
from headrace_planning.engine.scarce import with_all_above
from headrace_planning.engine.serving import Served, served_in_turn
from headrace_planning.engine.timing import Earliest, Wanted, earliest_days, in_time, wanted_days

ROUNDS = 8
"""What nobody expected to be short may become so when demands are moved; it is looked at so often at most."""


class Solution(NamedTuple):
    """A finished plan. `network` holds the demands on the days for which they are planned."""

    network: Network
    orders: Orders
    needs: Requirements
    supplies: AllSupplies
    pegs: Pegs
    earliest: Earliest
    wanted: Wanted


class Draft(NamedTuple):
    """A plan for the days in `network`, and where it asks for something before it can be there."""

    network: Network
    usable: Ints
    pegged: Pegged
    short: Mask


def solve(network: Network) -> Solution:
    """Plan every demand for its day, or for the earliest day after it that is left when its turn comes.

    Raises CycleFound when nodes contain each other and QuantityOverflow when a number can't be held exactly.
    """
    sequence = parents_first(network)
    fresh = fresh_days(network.nodes, network.calendars)
    network = _planned_for(network, np.maximum(network.demands.day, 0))
    usable = usable_days(network.nodes, network.calendars, network.supplies, network.reschedule_days)
    draft = _draft(network, sequence, usable, may_pull_work=False)
    if draft.short.any():
        draft = _served(draft, sequence, fresh)
    draft, earliest = _with_the_rest_moved(draft, sequence)
    demands = draft.network.demands
    asked = np.where(demands.rank == RANK_SAFETY, demands.day, demands.asked)
    return Solution(draft.network, *draft.pegged, earliest, wanted_days(draft.network, sequence, draft.pegged, asked))


def parents_first(network: Network) -> Ints:
    """Nodes by low-level code. A work order's material also lies below what it makes."""
    demands, edges = network.demands, network.edges
    firm = demands.for_supply >= 0
    parent = np.concatenate([edges.parent, network.supplies.node[demands.for_supply[firm]]])
    child = np.concatenate([edges.child, demands.node[firm]])
    level = low_level_codes(len(network.nodes.on_hand), parent, child)
    return np.argsort(level, kind="stable").astype(np.int64)


def _planned_for(network: Network, day: Ints) -> Network:
    return network._replace(demands=network.demands._replace(day=day))


def _draft(network: Network, sequence: Ints, usable: Ints, *, may_pull_work: bool) -> Draft:
    pegged = peg(network, *explode(network, sequence, usable), usable)
    return Draft(network, usable, *in_time(network, pegged, usable, may_pull_work))


def _served(draft: Draft, sequence: Ints, fresh: Ints) -> Draft:
    """Until nothing is short, or nothing more that was not looked at before."""
    asked, usable = draft.network, draft.usable
    unpulled = _draft(asked, sequence, _there(asked.supplies, usable), may_pull_work=False)
    if not unpulled.short.any():
        return _draft(asked, sequence, usable, may_pull_work=True)
    concerned = with_all_above(draft.short | unpulled.short, asked)
    for _ in range(ROUNDS):
        served = served_in_turn(asked, sequence, fresh, concerned)
        for network, may_use in _ways(usable, served, fresh, concerned):
            draft = _draft(network, sequence, may_use, may_pull_work=True)
            if not draft.short.any():
                return draft
        more = with_all_above(concerned | draft.short, asked)
        if (more == concerned).all():
            break
        concerned = more
    return draft


def _there(supplies: Supplies, usable: Ints) -> Ints:
    """The same without pulling anything forward: what a new order must do, if it can, before work is pulled."""
    return np.where(usable > ALWAYS, supplies.due, usable)


def _ways(usable: Ints, served: Served, fresh: Ints, concerned: Mask) -> Iterator[tuple[Network, Ints]]:
    """To plan what was served: the last is how it was found possible; the others ask for fewer orders, if they hold."""
    nodes, supplies = served.network.nodes, served.network.supplies
    there = np.maximum(supplies.due, 0) + served.late
    here = concerned[supplies.node]
    pulled = np.where(here & ((supplies.due <= fresh[supplies.node]) | (served.late > 0)), there, usable)
    apart = served.network._replace(nodes=nodes._replace(gathers_from=served.gathers_from))
    if (nodes.days_of_supply[concerned] > 1).any():
        yield served.network, pulled
    yield apart, pulled
    yield apart, np.where(here, there, usable)


def _with_the_rest_moved(draft: Draft, sequence: Ints) -> tuple[Draft, Earliest]:
    """What is still late is moved all at once and the plan made again, until nothing moves."""
    for _ in range(ROUNDS):
        earliest = earliest_days(draft.network, sequence, draft.pegged)
        moved = _moved(draft.network, draft.pegged.needs, earliest)
        if np.array_equal(moved, draft.network.demands.day):
            return draft, earliest
        draft = _draft(_planned_for(draft.network, moved), sequence, draft.usable, may_pull_work=True)
    return draft, earliest_days(draft.network, sequence, draft.pegged)


def _moved(network: Network, needs: Requirements, earliest: Earliest) -> Ints:
    """The day of each demand, later where it can't be met; material of work orders stays."""
    own = needs.demand >= 0
    day = network.demands.day.copy()
    day[needs.demand[own]] = np.maximum(needs.day[own], earliest.need_day[own])
    return np.where(network.demands.for_supply >= 0, network.demands.day, day)
