"""A recall tried out: whom a suspect lot has reached, and what of it is still in the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from headrace_contracts.values import Quantity
from headrace_traceability.model.certainty import Recorded, recorded
from headrace_traceability.model.genealogy import Certainty, Edge, EdgeKind, Trace
from headrace_traceability.model.holding import Holding
from headrace_traceability.model.thing import Thing

ON_ITS_WAY = "in_transit"


@dataclass(frozen=True, slots=True)
class Reached:
    """One shipment to one customer, with the things in it that the suspect went, or may have gone, into.

    `possible_things` are those of them of which it is not recorded.
    """

    customer: str
    shipment: str
    at: datetime
    certainty: Certainty
    things: tuple[str, ...]
    possible_things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What can still be stopped: so much of a thing that carries the suspect, or may, lies at a place of the house."""

    code: str
    plant: str
    place: str
    party: str
    quantity: Quantity
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Disposed:
    """What can't reach anybody any more: scrapped, sent back to its supplier, or taken back by the shop."""

    code: str
    how: str
    document: str
    quantity: Quantity
    at: datetime


@dataclass(frozen=True, slots=True)
class Recall:
    """Everybody and everything that the suspect may have reached: a recall must leave nobody out.

    Of `possible_customers` it is not recorded that they have it. `held` is as the warehouse told.
    """

    shipments: tuple[Reached, ...]
    held: tuple[Held, ...]
    disposed: tuple[Disposed, ...]

    @property
    def in_house(self) -> list[str]:
        """The names of what is in the house."""
        return sorted({Thing.read(held.code).name for held in self.held})

    @property
    def possible_in_house(self) -> list[str]:
        return sorted({Thing.read(held.code).name for held in self.held if held.certainty is Certainty.POSSIBLE})

    @property
    def customers(self) -> list[str]:
        return sorted({reached.customer for reached in self.shipments})

    @property
    def possible_customers(self) -> list[str]:
        surely = {reached.customer for reached in self.shipments if reached.certainty is Certainty.RECORDED}
        return [customer for customer in self.customers if customer not in surely]


def recall(forwards: Trace, holdings: Iterable[Holding]) -> Recall:
    """Read a trace that began at the suspect and went forwards; `holdings` of what it reached."""
    sure = recorded(forwards)
    shipping = [edge for edge in forwards.edges if edge.kind is EdgeKind.SHIP]
    packed: dict[str, list[str]] = {}
    for edge in shipping:
        if edge.target.startswith("shipment:"):
            packed.setdefault(edge.target, []).append(edge.source)
    shipments = [
        _reached(edge, sorted(packed.get(edge.source, ())), sure)
        for edge in shipping
        if edge.target.startswith("customer:")
    ]
    shipments.sort(key=lambda reached: (reached.at, reached.shipment))
    held = [_held(holding, sure) for holding in holdings if holding.spot.place != ON_ITS_WAY]
    held.sort(key=lambda one: (one.code, one.plant, one.place, one.party))
    disposed = [_disposed(edge) for edge in forwards.edges if edge.kind is EdgeKind.DISPOSE]
    disposed.sort(key=lambda one: (one.at, one.code, one.document))
    return Recall(tuple(shipments), tuple(held), tuple(disposed))


def _held(holding: Holding, sure: Recorded) -> Held:
    spot = holding.spot
    return Held(spot.code, spot.plant, spot.place, spot.party, holding.quantity, sure.of(spot.code))


def _disposed(edge: Edge) -> Disposed:
    end, _, document = edge.target.partition(":")
    return Disposed(edge.source, end, document, edge.quantity, edge.at)


def _reached(edge: Edge, things: Sequence[str], sure: Recorded) -> Reached:
    possible = _only_possible(things, sure)
    return Reached(_name(edge.target), _name(edge.source), edge.at, sure.of_link(edge), tuple(things), possible)


def _only_possible(things: Iterable[str], sure: Recorded) -> tuple[str, ...]:
    return tuple(thing for thing in things if sure.of(thing) is Certainty.POSSIBLE)


def _name(code: str) -> str:
    return code.partition(":")[2]
