"""Which ways of a trace are recorded, and which only possible.

A way is recorded when each of its links is, and when it never goes from what went into a lot to a single piece of it:
what went into a lot may be in each of its pieces, and which of them is not recorded.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from headrace_traceability.model.genealogy import (
    ALWAYS,
    BEGINNING,
    END,
    Certainty,
    Direction,
    Edge,
    EdgeKind,
    Trace,
    Window,
)

_BLENDS = frozenset({EdgeKind.CONSUME, EdgeKind.MERGE, EdgeKind.REWORK})
_PARTS = frozenset({EdgeKind.SPLIT})


@dataclass(frozen=True, slots=True)
class Recorded:
    """The things that a recorded way leads to, and the links of such ways."""

    things: AbstractSet[str]
    links: AbstractSet[str]

    def of(self, thing: str) -> Certainty:
        return Certainty.RECORDED if thing in self.things else Certainty.POSSIBLE

    def of_link(self, edge: Edge) -> Certainty:
        return Certainty.RECORDED if edge.id in self.links else Certainty.POSSIBLE


def recorded(trace: Trace) -> Recorded:
    """Each thing is looked at as reached by a link that bars others from here on, and as reached by any other."""
    direction = trace.direction
    before, after = (_BLENDS, _PARTS) if direction is Direction.FORWARDS else (_PARTS, _BLENDS)
    leaving: dict[str, list[Edge]] = defaultdict(list)
    for edge in trace.edges:
        if edge.certainty is Certainty.RECORDED:
            leaving[edge.near(direction)].append(edge)
    starts = [name for name, at in trace.reached.items() if at in {BEGINNING, END}]
    windows = {(name, False): ALWAYS for name in starts}
    waiting, links = deque(windows), set[str]()
    while waiting:
        name, barred = here = waiting.popleft()
        for edge in leaving[name]:
            if (barred and edge.kind in after) or not windows[here].admits(edge, direction):
                continue
            links.add(edge.id)
            there, window = (edge.far(direction), edge.kind in before), Window.beyond(edge, direction)
            known = windows.get(there)
            if known is None or window not in known:
                windows[there] = window if known is None else known | window
                waiting.append(there)
    return Recorded({name for name, _ in windows}, links)
