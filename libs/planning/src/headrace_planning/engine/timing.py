"""What the pegs say about time: when each thing can be there, and when it is wanted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import ALWAYS, NEVER, Ints, Mask, Network, Requirements
from headrace_planning.engine.calendar import earliest_finish, latest_start
from headrace_planning.engine.compiled import compiled
from headrace_planning.engine.netting import calendar_of
from headrace_planning.engine.pegging import Pegged


class Earliest(NamedTuple):
    """The forward pass: everything as soon as it can be, but nothing before its material is there."""

    supply_day: Ints
    need_day: Ints
    held_by: Ints
    """For each supply the need for material that it waits for longest, or -1 when only its own dates bind."""


class Wanted(NamedTuple):
    """The way back from what the customers asked for; NEVER where nobody asks."""

    supply_day: Ints
    """The latest arrival of each supply that makes nobody wait."""
    release_day: Ints
    """For each planned order the release that this asks for: before day 0 when it is past due."""


def in_time(network: Network, plan: Pegged, usable: Ints, may_pull_work: bool) -> tuple[Pegged, Mask]:
    """The plan with open supplies pulled forward to the day they are needed, and the nodes where that is not enough.

    A purchase is only pulled to where a new one could come as well (`usable_from`). Work could be begun anew only with
    its material, so who pulls it has seen to that.
    """
    pulled, short = _in_time(network, plan, usable, may_pull_work)
    return plan._replace(supplies=plan.supplies._replace(due=pulled)), short


@compiled
def _in_time(network: Network, plan: Pegged, usable: Ints, may_pull_work: bool) -> tuple[Ints, Mask]:
    needs, supplies, pegs = plan.needs, plan.supplies, plan.pegs
    first_open = len(network.nodes.on_hand)
    due = supplies.due.copy()
    short = np.zeros(first_open, dtype=np.bool_)
    is_made = np.zeros(first_open, dtype=np.bool_)
    is_made[network.edges.parent] = True
    for supply in range(len(usable)):
        first = pegs.by_supply[first_open + supply, 0]
        used = first < pegs.by_supply[first_open + supply, 1]
        if used and (may_pull_work or not is_made[network.supplies.node[supply]]):
            needed = needs.day[pegs.need[first]]
            if usable[supply] > ALWAYS and usable[supply] <= needed < due[first_open + supply]:
                due[first_open + supply] = needed
    for row in range(len(pegs.need)):
        if due[pegs.supply[row]] > needs.day[pegs.need[row]]:
            short[needs.node[pegs.need[row]]] = True
    return due, short


def earliest_days(network: Network, sequence: Ints, plan: Pegged) -> Earliest:
    """From the purchased parts up: a supply is there when its material is and its lead time has passed."""
    return Earliest(*_earliest(sequence[::-1].copy(), network, plan))


@compiled
def _earliest(upwards: Ints, network: Network, plan: Pegged) -> tuple[Ints, Ints, Ints]:
    orders, needs, supplies, pegs = plan
    first_open = len(network.nodes.on_hand)
    first_planned = first_open + len(network.supplies.node)
    supply_day = supplies.due.copy()
    need_day = np.zeros(len(needs.day), dtype=np.int64)
    held_by = np.full(len(supply_day), -1, dtype=np.int64)
    for node in upwards:
        days = calendar_of(network.calendars, network.nodes.calendar[node])
        for supply in range(first_planned + orders.start[node], first_planned + orders.end[node]):
            ready = need_day[held_by[supply]] if held_by[supply] >= 0 else 0
            supply_day[supply] = earliest_finish(days, ready, network.nodes.lead_time[node])
        for need in range(needs.start[node], needs.end[node]):
            for row in range(pegs.by_need[need, 0], pegs.by_need[need, 1]):
                need_day[need] = max(need_day[need], supply_day[pegs.supply[row]])
            user = _user(need, network, needs)
            if user < 0:
                continue
            late = need_day[need] - (network.demands.asked[needs.demand[need]] if user < first_planned else 0)
            if late <= 0:
                continue
            if held_by[user] < 0 or need_day[held_by[user]] < need_day[need]:
                held_by[user] = need
            if user < first_planned:
                supply_day[user] = max(supply_day[user], max(network.supplies.due[user - first_open], 0) + late)
    return supply_day, need_day, held_by


@compiled
def _user(need: int, network: Network, needs: Requirements) -> int:
    """The supply that a need for material feeds, or -1 for demand of its own right."""
    first_open = len(network.nodes.on_hand)
    if needs.order[need] >= 0:
        return int(first_open + len(network.supplies.node) + needs.order[need])
    supply = network.demands.for_supply[needs.demand[need]]
    return int(first_open + supply) if supply >= 0 else -1


def wanted_days(network: Network, sequence: Ints, plan: Pegged, asked: Ints) -> Wanted:
    """From the customers down; `asked` is the day each demand was asked for before any of them was moved."""
    return Wanted(*_wanted(sequence, network, plan, asked))


@compiled
def _wanted(sequence: Ints, network: Network, plan: Pegged, asked: Ints) -> tuple[Ints, Ints]:
    orders, needs, supplies, pegs = plan
    first_open = len(network.nodes.on_hand)
    first_planned = first_open + len(network.supplies.node)
    supply_day = np.full(len(supplies.due), NEVER, dtype=np.int64)
    release_day = np.full(len(orders.node), NEVER, dtype=np.int64)
    for node in sequence:
        for need in range(needs.start[node], needs.end[node]):
            user = _user(need, network, needs)
            if user >= first_planned:
                day = release_day[needs.order[need]]
            else:
                day = asked[needs.demand[need]]
                if user >= 0:
                    day -= max(max(network.supplies.due[user - first_open], 0) - supply_day[user], 0)
            for row in range(pegs.by_need[need, 0], pegs.by_need[need, 1]):
                supply_day[pegs.supply[row]] = min(supply_day[pegs.supply[row]], day)
        days = calendar_of(network.calendars, network.nodes.calendar[node])
        for order in range(orders.start[node], orders.end[node]):
            wanted = supply_day[first_planned + order]
            release_day[order] = latest_start(days, wanted, network.nodes.lead_time[node])
    return supply_day, release_day
