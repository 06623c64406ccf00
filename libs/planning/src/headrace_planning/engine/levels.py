"""Low-level codes: every node lies one deeper than its deepest parent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from headrace_planning.engine.arrays import Ints, Mask, grouped
from headrace_planning.engine.compiled import compiled


class CycleFound(Exception):
    """Some nodes contain themselves; each of `paths` names the nodes around, the first again at the end.

    What goes in a circle and is on none of the paths contains something that is on one.
    """

    def __init__(self, paths: tuple[tuple[int, ...], ...]) -> None:
        super().__init__(f"the nodes {paths[0]} contain each other")
        self.paths = paths


def low_level_codes(nodes: int, parent: Ints, child: Ints) -> Ints:
    """The longest path from any top to each node; raises CycleFound."""
    level, below_circles = _from_top(nodes, parent, child)
    if below_circles.any():
        _, above_circles = _from_top(nodes, child, parent)
        raise CycleFound(tuple(_circles(below_circles & above_circles, parent, child)))
    return level


def _from_top(nodes: int, parent: Ints, child: Ints) -> tuple[Ints, Mask]:
    """The longest path to each node, and which ones were never reached from all their parents."""
    by_parent, start = grouped(parent, nodes)
    level, waiting = _levels(nodes, child[by_parent], start)
    return level, waiting > 0


@compiled
def _levels(nodes: int, children: Ints, start: Ints) -> tuple[Ints, Ints]:
    level = np.zeros(nodes, dtype=np.int64)
    waiting = np.zeros(nodes, dtype=np.int64)
    for child in children:
        waiting[child] += 1
    ready = np.empty(nodes, dtype=np.int64)
    count = 0
    for node in range(nodes):
        if waiting[node] == 0:
            ready[count] = node
            count += 1
    done = 0
    while done < count:
        node = ready[done]
        done += 1
        for edge in range(start[node], start[node + 1]):
            child = children[edge]
            level[child] = max(level[child], level[node] + 1)
            waiting[child] -= 1
            if waiting[child] == 0:
                ready[count] = child
                count += 1
    return level, waiting


def _circles(between: Mask, parent: Ints, child: Ints) -> Iterator[tuple[int, ...]]:
    """Walk down among the nodes that lie on circles or between them, each time until one is met again."""
    inside = between[parent] & between[child]
    child_of = dict(sorted(zip(parent[inside].tolist(), child[inside].tolist(), strict=True), reverse=True))
    walked: set[int] = set()
    for first in sorted(child_of):
        node = first
        met: dict[int, int] = {}
        while node not in met and node not in walked:
            met[node] = len(met)
            node = child_of[node]
        if node in met:
            yield (*list(met)[met[node] :], node)
        walked.update(met)
