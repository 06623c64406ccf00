"""Traces both ways, and a recall tried out. Each organisation follows only the edges it may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from headrace_chassis.tx import Tx
from headrace_chassis.web.paging import PageRequest
from headrace_contracts.errors import Missing
from headrace_traceability.model import genealogy
from headrace_traceability.model import recall as recalls
from headrace_traceability.model.genealogy import Direction, Edge, Trace
from headrace_traceability.model.recall import Recall
from headrace_traceability.store import traces
from headrace_traceability.store.traces import Recorded

NEWEST = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """Traces from one thing, and the newest events that name it."""

    traces: Sequence[Trace]
    events: Sequence[Recorded]


async def follow(tx: Tx, code: str, directions: Iterable[Direction]) -> Followed:
    """Raises Missing for a thing that the tenant never heard of."""
    found = [await _trace(tx, code, direction) for direction in directions]
    events = await traces.events(tx, PageRequest(limit=NEWEST), code=code)
    if not events.items and not any(trace.edges for trace in found):
        raise Missing.named("traced thing", code)
    return Followed(found, events.items)


async def recall(tx: Tx, code: str) -> Recall:
    followed = await follow(tx, code, [Direction.FORWARDS])
    return recalls.recall(followed.traces[0])


async def _trace(tx: Tx, code: str, direction: Direction) -> Trace:
    async def edges_of(codes: Collection[str], towards: Direction) -> Iterable[Edge]:
        return await traces.edges_of(tx, codes, towards)

    return await genealogy.trace([code], direction, edges_of)
