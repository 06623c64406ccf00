"""Which lots, serials and packages went into which: the trace both ways, in time, and the mass balance.

An edge says that a quantity of the source went, or may have gone, into the target at a time. A trace follows time:
forwards, only what left a lot after the suspect came into it; backwards, only what came into a lot before the part left
it. So a lot drawn from before a later blend is not blamed for the blend. How sure the ways of a trace are is told in
`certainty.py`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity


class EdgeKind(StrEnum):
    CONSUME = "consume"
    SPLIT = "split"
    MERGE = "merge"
    REWORK = "rework"
    PACK = "pack"
    SHIP = "ship"
    RECEIVE = "receive"
    DISPOSE = "dispose"


class Certainty(StrEnum):
    """`recorded`: reported of this very thing. `possible`: not excluded by what was reported."""

    RECORDED = "recorded"
    POSSIBLE = "possible"


class Direction(StrEnum):
    FORWARDS = "forwards"
    BACKWARDS = "backwards"


@dataclass(frozen=True, slots=True)
class Edge:
    """`quantity` is what left the source, in the source's unit. From `ended_at` on it is not in the target any more."""

    id: str
    source: str
    target: str
    quantity: Quantity
    kind: EdgeKind
    at: datetime
    work_order: str | None = None
    certainty: Certainty = Certainty.RECORDED
    ended_at: datetime | None = None

    def near(self, direction: Direction) -> str:
        return self.source if direction is Direction.FORWARDS else self.target

    def far(self, direction: Direction) -> str:
        return self.target if direction is Direction.FORWARDS else self.source


EdgesOf = Callable[[Collection[str], Direction], Awaitable[Iterable[Edge]]]
BEGINNING, END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
MOST_LINKS = 100_000


class TraceTooWide(RuleBroken):
    """More is linked to the thing than one answer can hold."""


@dataclass(frozen=True, slots=True)
class Window:
    """Forwards: while what is traced was in a thing. Backwards: when what is traced left it, first to last.

    Of a thing that was reached several times it spans all, so nothing is left out.
    """

    since: datetime = BEGINNING
    until: datetime = END

    @classmethod
    def beyond(cls, edge: Edge, direction: Direction) -> Window:
        """That of the thing at the far end."""
        if direction is Direction.BACKWARDS:
            return cls(edge.at, edge.at)
        return cls(edge.at, edge.ended_at or END)

    def admits(self, edge: Edge, direction: Direction) -> bool:
        """Does the move count for a thing of this window? At the very same time it does."""
        if direction is Direction.FORWARDS:
            return self.since <= edge.at <= self.until
        return edge.at <= self.until and (edge.ended_at is None or edge.ended_at >= self.since)

    def __contains__(self, other: Window) -> bool:
        return self.since <= other.since and other.until <= self.until

    def __or__(self, other: Window) -> Window:
        return Window(min(self.since, other.since), max(self.until, other.until))


ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class Trace:
    """What was reached, starts included, and the time from which (backwards: up to which) it counts."""

    direction: Direction
    reached: Mapping[str, datetime]
    edges: tuple[Edge, ...]

    def ends(self) -> set[str]:
        """Where the trace stops: raw lots backwards, finished or shipped things forwards."""
        return self.reached.keys() - {e.near(self.direction) for e in self.edges}


class Walk:
    """A trace in the making, without I/O: hand the edges of `frontier` to `take` until it is empty.

    Every node is fetched once. A node reached again at another time is walked again over the edges already
    here; windows only grow and times are finitely many, so rework loops end.
    """

    def __init__(self, starts: Iterable[str], direction: Direction) -> None:
        self.direction = direction
        self._windows: dict[str, Window] = dict.fromkeys(starts, ALWAYS)
        self._edges: dict[str, list[Edge]] = {}
        self._taken = 0
        self._followed: dict[str, Edge] = {}
        self.frontier: frozenset[str] = frozenset(self._windows)

    def take(self, edges: Iterable[Edge]) -> None:
        """Follow the edges of the whole frontier; what they newly reach is the next frontier."""
        fetched = self.frontier
        self._edges |= {node: [] for node in fetched}
        for edge in edges:
            self._taken += 1
            self._edges[edge.near(self.direction)].append(edge)
        if self._taken > MOST_LINKS:
            raise TraceTooWide(say("traceability.trace-too-wide", most=MOST_LINKS, direction=self.direction))
        self.frontier = frozenset(self._follow(fetched))

    def trace(self) -> Trace:
        forwards = self.direction is Direction.FORWARDS
        reached = {node: window.since if forwards else window.until for node, window in self._windows.items()}
        return Trace(self.direction, reached, tuple(self._followed.values()))

    def _follow(self, nodes: Iterable[str]) -> set[str]:
        waiting, unknown = deque(nodes), set[str]()
        while waiting:
            node = waiting.popleft()
            for edge in self._edges[node]:
                if not self._windows[node].admits(edge, self.direction):
                    continue
                self._followed[edge.id] = edge
                far, window = edge.far(self.direction), Window.beyond(edge, self.direction)
                known = self._windows.get(far)
                if known is not None and window in known:
                    continue
                self._windows[far] = window if known is None else known | window
                if far in self._edges:
                    waiting.append(far)
                else:
                    unknown.add(far)
        return unknown


async def trace(starts: Collection[str], direction: Direction, edges_of: EdgesOf) -> Trace:
    """Trace level by level; `edges_of` is asked once a level for the edges leaving a set of nodes."""
    walk = Walk(starts, direction)
    while walk.frontier:
        walk.take(await edges_of(walk.frontier, direction))
    return walk.trace()


# What consumption and packing make is another thing with a unit of its own; the others only divide or carry.
_CARRIES = frozenset(EdgeKind) - {EdgeKind.CONSUME, EdgeKind.PACK, EdgeKind.DISPOSE}


@dataclass(frozen=True, slots=True)
class MassBalance:
    """Where the quantity of one lot came from and went to."""

    produced: Quantity
    came: Quantity
    gone: Quantity
    on_hand: Quantity

    @property
    def missing(self) -> Quantity:
        """Zero when every gram is explained; below zero when more left than ever came."""
        return self.produced + self.came - self.gone - self.on_hand

    @property
    def holds(self) -> bool:
        return not self.missing


def mass_balance(lot: str, produced: Quantity, on_hand: Quantity, edges: Iterable[Edge]) -> MassBalance:
    """Balance a lot over its edges both ways; `produced` is zero for one split off, merged or received."""
    came = gone = Quantity.zero(produced.unit)
    for edge in edges:
        if edge.source == lot:
            gone += edge.quantity
        if edge.target == lot and edge.kind in _CARRIES:
            came += edge.quantity
    return MassBalance(produced, came, gone, on_hand)
