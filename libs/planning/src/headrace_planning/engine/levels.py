"""Low-level codes: every node lies one deeper than its deepest parent."""

from __future__ import annotations

import numpy as np

from headrace_planning.engine.arrays import Ints, grouped
from headrace_planning.engine.compiled import compiled


class CycleFound(Exception):
    """Some nodes contain themselves; `path` names the nodes around, the first again at the end."""

    def __init__(self, path: tuple[int, ...]) -> None:
        super().__init__(f"the nodes {path} contain each other")
        self.path = path


def low_level_codes(nodes: int, parent: Ints, child: Ints) -> Ints:
    """The longest path from any top to each node; raises CycleFound."""
    by_parent, start = grouped(parent, nodes)
    level, waiting = _levels(nodes, child[by_parent], start)
    if waiting.any():
        raise CycleFound(_cycle(waiting, parent, child))
    return level


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


def _cycle(waiting: Ints, parent: Ints, child: Ints) -> tuple[int, ...]:
    """Walk up among the nodes that never became free until one is met again."""
    parent_of = {
        int(c): int(p)
        for p, c in sorted(zip(parent, child, strict=True), reverse=True)
        if waiting[p] > 0 and waiting[c] > 0
    }
    met: list[int] = []
    node = min(parent_of)
    while node not in met:
        met.append(node)
        node = parent_of[node]
    around = [*met[met.index(node) :], node]
    return tuple(reversed(around))
