"""Serving claims one after the other: each as early as it can be without making anybody served before it later.

What is served is kept as needs of days, and netted like everything else: stock and what is on order first, then
new orders, as late as they may be. So whatever is left over stays for others, and what is found possible here is
what netting all of it together will bring.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import Ints, Mask, Network, Nodes
from headrace_planning.engine.compiled import compiled, compiled_within
from headrace_planning.engine.netting import good_of, grown, lots_of, ordered_for, scaled_up
from headrace_planning.engine.scarce import NEED, ORDERED, RECEIPT, RELEASE, Scarce

ONE_BY_ONE = 10
"""So many days are tried in a row where a day may do though a later one does not (`is_smooth`)."""


class Claims(NamedTuple):
    """Claim c asks for the rows start[c]:start[c + 1], all of them so many days later than asked or none."""

    start: Ints
    node: Ints
    day: Ints
    quantity: Ints
    brings_start: Ints
    """Claims of work orders bring something when they are met: claim c brings_start[c]:brings_start[c + 1]."""
    brings_node: Ints
    brings_day: Ints
    brings_quantity: Ints


class Workspace(NamedTuple):
    """What one trial needs room for."""

    size: Ints
    queued: Mask
    reached: Ints


@compiled
def serve(
    claims: Claims, groups: Ints, part: Scarce, network: Network, ledger: Ints, room: Workspace, smooth: bool
) -> Ints:
    """For each claim the days by which it is late. Those of a group are tried together, then by ever fewer."""
    delay = np.zeros(len(claims.start) - 1, dtype=np.int64)
    for group in range(len(groups) - 1):
        claim, end = groups[group], groups[group + 1]
        together = end - claim
        while claim < end:
            together = min(together, end - claim)
            if _tried(claim, claim + together, 0, claims, part, network, ledger, room, True):
                _bring(claim, claim + together, 0, claims, part, ledger)
                claim += together
                together *= 2
            elif together > 1:
                together //= 2
            else:
                delay[claim] = _earliest(claim, claims, part, network, ledger, room, smooth)
                _bring(claim, claim + 1, delay[claim], claims, part, ledger)
                claim += 1
    return delay


@compiled
def _earliest(
    claim: int, claims: Claims, part: Scarce, network: Network, ledger: Ints, room: Workspace, smooth: bool
) -> int:
    """By how many days a claim is late that can't be met on its day."""
    fails = 0
    while not smooth and fails < ONE_BY_ONE:
        if _tried(claim, claim + 1, fails + 1, claims, part, network, ledger, room, True):
            return fails + 1
        fails += 1
    holds = fails + 1
    for row in range(claims.start[claim], claims.start[claim + 1]):
        node = claims.node[row]
        holds = max(holds, part.start[node + 1] - part.start[node] - claims.day[row])
    while holds - fails > 1:
        middle = (fails + holds) // 2
        if _tried(claim, claim + 1, middle, claims, part, network, ledger, room, False):
            holds = middle
        else:
            fails = middle
    _tried(claim, claim + 1, holds, claims, part, network, ledger, room, True)
    return holds


@compiled
def _bring(first: int, end: int, late: int, claims: Claims, part: Scarce, ledger: Ints) -> None:
    for row in range(claims.brings_start[first], claims.brings_start[end]):
        node = claims.brings_node[row]
        at = part.start[node] + claims.brings_day[row] + late
        if at < part.start[node + 1]:
            ledger[RECEIPT, at] += claims.brings_quantity[row]


@compiled
def _tried(
    first: int,
    end: int,
    late: int,
    claims: Claims,
    part: Scarce,
    network: Network,
    ledger: Ints,
    room: Workspace,
    keep: bool,
) -> bool:
    """Whether these claims can be met so many days late beside all that is kept; if so they are kept when asked."""
    log = np.empty((64, 3), dtype=np.int64)
    rows = 0
    waiting = [0 for _ in range(0)]
    for row in range(claims.start[first], claims.start[end]):
        node = claims.node[row]
        at = part.start[node] + claims.day[row] + late
        if at < part.start[node + 1]:
            log, rows = _changed(NEED, at, claims.quantity[row], ledger, log, rows)
            _queue(node, waiting, room.queued)
    possible = True
    while len(waiting) > 0:
        node = heappop(waiting)
        room.queued[node] = False
        possible = possible and _sized(node, part, network.nodes, ledger, room)
        if possible:
            log, rows = _passed_on(node, waiting, part, network, ledger, room, log, rows)
    if not (possible and keep):
        for row in range(rows - 1, -1, -1):
            ledger[log[row, 0], log[row, 1]] -= log[row, 2]
    return possible


@compiled_within
def _changed(kind: int, at: int, change: int, ledger: Ints, log: Ints, rows: int) -> tuple[Ints, int]:
    """Change the ledger and note it, so that it can be undone."""
    log = grown(log, rows)
    log[rows, 0], log[rows, 1], log[rows, 2] = kind, at, change
    ledger[kind, at] += change
    return log, rows + 1


@compiled_within
def _queue(node: int, waiting: list[int], queued: Mask) -> None:
    if not queued[node]:
        queued[node] = True
        heappush(waiting, node)


@compiled_within
def _sized(number: int, part: Scarce, nodes: Nodes, ledger: Ints, room: Workspace) -> bool:
    """What to order for each day, as the netting does it; False when it would have to be there before it can be."""
    node, first, size = part.node[number], part.start[number], room.size
    room.reached[0] = node
    available, lots, fresh = nodes.on_hand[node], lots_of(nodes, node), part.fresh[number]
    for i in range(part.start[number + 1] - first):
        available += ledger[RECEIPT, first + i] - ledger[NEED, first + i]
        size[i] = 0
        if available < 0:
            if i < fresh:
                return False
            size[i] = ordered_for(-available, lots)
            available += good_of(size[i], lots)
    return True


@compiled_within
def _passed_on(
    number: int,
    waiting: list[int],
    part: Scarce,
    network: Network,
    ledger: Ints,
    room: Workspace,
    log: Ints,
    rows: int,
) -> tuple[Ints, int]:
    """Keep the orders of a node, and let what it is made of wait where it is needed otherwise than before."""
    start, size, queued = part.start, room.size, room.queued
    numerator, denominator = network.edges.numerator, network.edges.denominator
    valid_from, valid_to = network.edges.valid_from, network.edges.valid_to
    lines, children = part.line, part.child
    first_line, end_line = part.line_start[number], part.line_start[number + 1]
    for of_day in range(start[number], start[number + 1]):
        ordered = size[of_day - start[number]]
        before, release = ledger[ORDERED, of_day], ledger[RELEASE, of_day]
        if ordered == before:
            continue
        log, rows = _changed(ORDERED, of_day, ordered - before, ledger, log, rows)
        for n in range(first_line, end_line):
            line, child = lines[n], children[n]
            at = start[child] + release
            if valid_from[line] <= release < valid_to[line] and at < start[child + 1]:
                needed = scaled_up(ordered, numerator[line], denominator[line])
                freed = scaled_up(before, numerator[line], denominator[line])
                log, rows = _changed(NEED, at, needed - freed, ledger, log, rows)
                _queue(child, waiting, queued)
    return log, rows
