"""When there is not enough for all: every demand in its turn gets the earliest day that is left for it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import Ints, Mask, Network
from headrace_planning.engine.booking import Claims, Workspace, serve
from headrace_planning.engine.explosion import QuantityOverflow
from headrace_planning.engine.scarce import LEDGER_ROWS, RECEIPT, Scarce, is_smooth, scarce_part, with_releases


class Served(NamedTuple):
    """`network` has each demand on the day found for it."""

    network: Network
    gathers_from: Ints
    """Where an order for several days may hold somebody, the day from which it can't."""
    late: Ints
    """By how many days each open supply waits for its material."""


class _Asked(NamedTuple):
    """What each claim stands for: first those of open supplies, then those of demands."""

    supplies: Ints
    demands: Ints


def served_in_turn(network: Network, sequence: Ints, fresh: Ints, concerned: Mask) -> Served:
    """Orders that compete for what is short cover one day each."""
    part = scarce_part(concerned, network, sequence, fresh)
    number = np.full(len(network.nodes.on_hand), -1, dtype=np.int64)
    number[part.node] = np.arange(len(part.node))
    asked = _Asked(_waiting_supplies(network, number), _waiting_demands(network, number, part))
    claims, groups = _claims(network, number, asked)
    longest = int(np.diff(part.start).max())
    room = Workspace(
        np.zeros(longest, dtype=np.int64), np.zeros(len(part.node), dtype=np.bool_), np.zeros(1, dtype=np.int64)
    )
    ledger = _ledger(network, part, number, asked.supplies)
    try:
        delay = serve(claims, groups, part, network, ledger, room, is_smooth(part, network))
    except OverflowError as error:
        raise QuantityOverflow(int(room.reached[0])) from error
    return _moved(network, part, asked, delay)


def _waiting_supplies(network: Network, number: Ints) -> Ints:
    """Open supplies whose material is short, those that go into others first, then by the day they are due."""
    demands, supplies = network.demands, network.supplies
    waiting = np.unique(demands.for_supply[(demands.for_supply >= 0) & (number[demands.node] >= 0)])
    return waiting[np.lexsort((waiting, supplies.due[waiting], -number[supplies.node[waiting]]))]


def _waiting_demands(network: Network, number: Ints, part: Scarce) -> Ints:
    """Those that take anything from others, in their turn."""
    demands = network.demands
    inside = np.flatnonzero((number[demands.node] >= 0) & (demands.for_supply < 0) & (demands.quantity > 0))
    days = np.diff(part.start)[number[demands.node[inside]]]
    inside = inside[demands.day[inside] < days]
    return inside[np.lexsort((demands.turn[inside], demands.standing[inside]))].astype(np.int64)


def _claims(network: Network, number: Ints, asked: _Asked) -> tuple[Claims, Ints]:
    demands, supplies = network.demands, network.supplies
    place = np.full(len(supplies.node) + 1, -1, dtype=np.int64)
    place[asked.supplies] = np.arange(len(asked.supplies))
    material = np.flatnonzero((place[demands.for_supply] >= 0) & (number[demands.node] >= 0))
    material = material[np.argsort(place[demands.for_supply[material]], kind="stable")]
    rows = np.concatenate([material, asked.demands]).astype(np.int64)
    each = np.bincount(place[demands.for_supply[material]], minlength=len(asked.supplies))
    count = np.concatenate([each, np.ones(len(asked.demands), dtype=np.int64)])
    brings = np.repeat([1, 0], [len(asked.supplies), len(asked.demands)])
    claims = Claims(
        start=_starts(count),
        node=number[demands.node[rows]],
        day=demands.day[rows],
        quantity=demands.quantity[rows],
        brings_start=_starts(brings),
        brings_node=number[supplies.node[asked.supplies]],
        brings_day=np.maximum(supplies.due[asked.supplies], 0),
        brings_quantity=supplies.quantity[asked.supplies],
    )
    standing = np.concatenate([np.full(len(asked.supplies), -1), demands.standing[asked.demands]])
    bounds = np.flatnonzero(np.diff(standing)) + 1
    return claims, np.concatenate([[0], bounds, [len(standing)]]).astype(np.int64)


def _starts(counts: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _ledger(network: Network, part: Scarce, number: Ints, waiting: Ints) -> Ints:
    """Empty but for what is on its way and waits for nothing."""
    ledger = np.zeros((LEDGER_ROWS, part.start[-1]), dtype=np.int64)
    supplies = network.supplies
    sure = number[supplies.node] >= 0
    sure[waiting] = False
    node = number[supplies.node[sure]]
    at = part.start[node] + np.maximum(supplies.due[sure], 0)
    seen = at < part.start[node + 1]
    np.add.at(ledger[RECEIPT], at[seen], supplies.quantity[sure][seen])
    return with_releases(ledger, part, network)


def _moved(network: Network, part: Scarce, asked: _Asked, delay: Ints) -> Served:
    demands = network.demands
    late = np.zeros(len(network.supplies.due) + 1, dtype=np.int64)
    late[asked.supplies] = delay[: len(asked.supplies)]
    day = demands.day + late[demands.for_supply]
    day[asked.demands] += delay[len(asked.supplies) :]
    gathers_from = network.nodes.gathers_from.copy()
    gathers_from[part.node] = np.diff(part.start)
    return Served(network._replace(demands=demands._replace(day=day)), gathers_from, late[:-1])
