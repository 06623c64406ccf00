"""Projected stock: what moves on each day of a plan, and what is then there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import RANK_FIRM, RANK_SAFETY, Ints
from headrace_planning.engine.solve import Solution


class Projection(NamedTuple):
    """One row for each place and day on which something moves; what is on hand is there on day 0."""

    place: Ints
    day: Ints
    receipts: Ints
    issues: Ints
    closing: Ints


def expected_days(solution: Solution) -> Ints:
    """When each supply arrives: when it is due, or later when its material is late."""
    return np.maximum(solution.supplies.due, solution.earliest.supply_day)


def issue_days(solution: Solution) -> Ints:
    """When each need is met: on its day, or later when its supplies are late."""
    return np.maximum(solution.needs.day, solution.earliest.need_day)


def project(solution: Solution, place_of_node: Ints) -> Projection:
    """Supplies arrive when expected, needs are issued when they can be; safety stock is held, not issued."""
    supplies, needs = solution.supplies, solution.needs
    issued = _issued(solution)
    node = np.concatenate([supplies.node, needs.node[issued]])
    day = np.concatenate([expected_days(solution), issue_days(solution)[issued]])
    nothing = np.zeros(len(issued), dtype=np.int64)
    incoming = np.concatenate([supplies.quantity, nothing])
    outgoing = np.concatenate([np.zeros_like(supplies.quantity), needs.quantity[issued]])
    keys, row = np.unique(np.stack([place_of_node[node], day]), axis=1, return_inverse=True)
    balance = np.cumsum(_summed(row, incoming - outgoing, keys.shape[1]))
    before = np.concatenate([[0], balance])[np.searchsorted(keys[0], keys[0])]
    incoming[: len(place_of_node)] = 0
    receipts, issues = (_summed(row, moved, keys.shape[1]) for moved in (incoming, outgoing))
    return Projection(keys[0], keys[1], receipts, issues, balance - before)


def _issued(solution: Solution) -> Ints:
    rank = np.append(solution.network.demands.rank, RANK_FIRM)
    return np.flatnonzero(rank[solution.needs.demand] != RANK_SAFETY).astype(np.int64)


def _summed(row: Ints, moved: Ints, rows: int) -> Ints:
    total = np.zeros(rows, dtype=np.int64)
    np.add.at(total, row, moved)
    return total
