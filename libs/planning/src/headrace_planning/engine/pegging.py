"""Pegging: a pass over the finished plan that ties each supply to the needs it serves, in date order.

Supplies are numbered through: the stock on hand of every node, then open supplies, then planned orders.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import ALWAYS, Ints, Network, Orders, Requirements, columns, grouped
from headrace_planning.engine.compiled import compiled


class Pegs(NamedTuple):
    """Who gives how much to whom. Supply s owns by_supply[s, 0]:by_supply[s, 1], and so does each need."""

    supply: Ints
    need: Ints
    quantity: Ints
    supply_offset: Ints
    """Quanta of the supply that went to earlier needs."""
    need_offset: Ints
    """Quanta of the need that came from earlier supplies."""
    by_supply: Ints
    by_need: Ints


class AllSupplies(NamedTuple):
    """On hand, open and planned in one numbering."""

    node: Ints
    quantity: Ints
    due: Ints


class Pegged(NamedTuple):
    """An exploded plan with its pegs."""

    orders: Orders
    needs: Requirements
    supplies: AllSupplies
    pegs: Pegs


def all_supplies(network: Network, orders: Orders) -> AllSupplies:
    """Stock is there at once; an open supply that is past due is expected today."""
    count = len(network.nodes.on_hand)
    here = np.zeros(count, dtype=np.int64)
    supplies = network.supplies
    return AllSupplies(
        node=np.concatenate([np.arange(count, dtype=np.int64), supplies.node, orders.node]),
        quantity=np.concatenate([network.nodes.on_hand, supplies.quantity, orders.good]),
        due=np.concatenate([here, np.maximum(supplies.due, 0), orders.due]),
    )


def peg(network: Network, orders: Orders, needs: Requirements, usable: Ints) -> Pegged:
    """Needs in the order in which they were netted take supplies in the order in which they became usable."""
    supplies = all_supplies(network, orders)
    count = len(network.nodes.on_hand)
    first_use = np.concatenate([np.full(count, ALWAYS, dtype=np.int64), usable, orders.need_day])
    kind = np.repeat(np.arange(3), [count, len(usable), len(orders.node)])
    in_turn = np.lexsort((np.arange(len(kind)), supplies.due, kind, first_use))
    by_node, start = grouped(supplies.node[in_turn], count)
    rows, by_supply, by_need = _peg(np.ascontiguousarray(in_turn[by_node]), start, supplies.quantity, needs)
    pegs = Pegs._make([*columns(rows), by_supply, by_need])
    return Pegged(orders, needs, supplies, pegs)


@compiled
def _peg(in_turn: Ints, start: Ints, supplied: Ints, needs: Requirements) -> tuple[Ints, Ints, Ints]:
    needed = needs.quantity
    rows = np.empty((len(supplied) + len(needed), 5), dtype=np.int64)
    by_supply = np.zeros((len(supplied), 2), dtype=np.int64)
    by_need = np.zeros((len(needed), 2), dtype=np.int64)
    row = 0
    for node in range(len(start) - 1):
        turn, given = start[node], 0
        for need in range(needs.start[node], needs.end[node]):
            taken = 0
            by_need[need, 0] = row
            while taken < needed[need] and turn < start[node + 1]:
                supply = in_turn[turn]
                part = min(supplied[supply] - given, needed[need] - taken)
                if part > 0:
                    rows[row, 0], rows[row, 1], rows[row, 2] = supply, need, part
                    rows[row, 3], rows[row, 4] = given, taken
                    if given == 0:
                        by_supply[supply, 0] = row
                    row += 1
                    by_supply[supply, 1] = row
                    given += part
                    taken += part
                if given == supplied[supply]:
                    turn += 1
                    given = 0
            by_need[need, 1] = row
    return rows[:row], by_supply, by_need
