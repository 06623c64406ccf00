"""What somebody in the warehouse holds back: so much of a thing, by the note that says who did it.

How much there still is the ledger alone knows: the warehouse keeps it at a place of its own, held for the note. Since
when and why the note told; either may be heard first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from headrace_contracts.values import Quantity
from headrace_traceability.model.genealogy import EdgeKind, Trace
from headrace_traceability.model.holding import Holding

PLACE = "blocked"


@dataclass(frozen=True, slots=True)
class Noted:
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """`since` and `reason` are empty as long as the note itself was not heard."""

    code: str
    plant: str
    quantity: Quantity
    note: str
    since: datetime | None
    reason: str | None


def itself_and_its_pieces(code: str, traces: Iterable[Trace]) -> set[str]:
    edges = (edge for trace in traces for edge in trace.edges)
    return {code} | {edge.target for edge in edges if edge.source == code and edge.kind is EdgeKind.SPLIT}


def by_notes(holdings: Collection[Holding]) -> list[Holding]:
    """What quality blocked is held for nobody, and no note tells of it."""
    return [holding for holding in holdings if holding.spot.place == PLACE and holding.spot.party]


def blocked(held_back: Iterable[Holding], notes: Mapping[str, Noted]) -> list[Blocked]:
    found = []
    for holding in held_back:
        spot, noted = holding.spot, notes.get(holding.spot.party)
        since, reason = (noted.at, noted.reason) if noted else (None, None)
        found.append(Blocked(spot.code, spot.plant, holding.quantity, spot.party, since, reason))
    return sorted(found, key=lambda one: (one.code, one.plant, one.note))
