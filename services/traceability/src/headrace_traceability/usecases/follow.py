"""Traces both ways, and a recall tried out. Each organisation follows only the edges it may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from headrace_chassis.paging import PageRequest
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_traceability.model import blocking, genealogy
from headrace_traceability.model import recall as recalls
from headrace_traceability.model.asked import Asked, one_of
from headrace_traceability.model.blocking import Blocked
from headrace_traceability.model.genealogy import Direction, Edge, Trace
from headrace_traceability.model.recall import Recall
from headrace_traceability.store import holdings, things, traces
from headrace_traceability.store.traces import Recorded

NEWEST = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """Traces from one thing, the newest events that name it, and what of it and its pieces is held back by notes."""

    traces: Sequence[Trace]
    events: Sequence[Recorded]
    blocked: Sequence[Blocked]


async def follow(tx: Tx, code: str, directions: Iterable[Direction]) -> Followed:
    """Raises Missing for a thing that the tenant never heard of."""
    found = [await _trace(tx, code, direction) for direction in directions]
    events = await traces.events(tx, PageRequest(limit=NEWEST), code=code)
    if not events.items and not any(trace.edges for trace in found) and not await things.is_known(tx, code):
        raise Missing.named("traced thing", code)
    return Followed(found, events.items, await _blocked(tx, blocking.itself_and_its_pieces(code, found)))


async def recall(tx: Tx, code: str) -> Recall:
    (forwards,) = (await follow(tx, code, [Direction.FORWARDS])).traces
    return recalls.recall(forwards, await holdings.of(tx, forwards.reached.keys()))


async def code_of(tx: Tx, asked: Asked) -> str:
    """The code of the one thing that is meant. Raises SeveralThings when it may be another too."""
    for reading in asked.readings:
        found = one_of(asked, reading, await things.called(tx, reading))
        if found:
            return found.code
    return asked.node or asked.readings[0].code


async def _blocked(tx: Tx, codes: Collection[str]) -> list[Blocked]:
    held_back = blocking.by_notes(await holdings.of(tx, codes))
    return blocking.blocked(held_back, await traces.noted(tx, {holding.spot.party for holding in held_back}))


async def _trace(tx: Tx, code: str, direction: Direction) -> Trace:
    async def edges_of(codes: Collection[str], towards: Direction) -> Iterable[Edge]:
        return await traces.edges_of(tx, codes, towards)

    return await genealogy.trace([code], direction, edges_of)
