"""A recall tried out: whom a suspect lot has reached, and what of it is still in the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from headrace_traceability.model.certainty import Recorded, recorded
from headrace_traceability.model.genealogy import Certainty, Edge, EdgeKind, Trace


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
class Recall:
    """Everybody and everything that the suspect may have reached: a recall must leave nobody out.

    `in_house` are things that carry the suspect and were neither used up nor shipped; of `possible_in_house` and
    `possible_customers` it is not recorded that they have it.
    """

    shipments: tuple[Reached, ...]
    in_house: tuple[str, ...]
    possible_in_house: tuple[str, ...]

    @property
    def customers(self) -> list[str]:
        return sorted({reached.customer for reached in self.shipments})

    @property
    def possible_customers(self) -> list[str]:
        surely = {reached.customer for reached in self.shipments if reached.certainty is Certainty.RECORDED}
        return [customer for customer in self.customers if customer not in surely]


def recall(forwards: Trace) -> Recall:
    """Read a trace that began at the suspect and went forwards."""
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
    in_house = sorted(code for code in forwards.ends() if code.startswith(("lot:", "serial:")))
    return Recall(tuple(shipments), tuple(in_house), _only_possible(in_house, sure))


def _reached(edge: Edge, things: Sequence[str], sure: Recorded) -> Reached:
    possible = _only_possible(things, sure)
    return Reached(_name(edge.target), _name(edge.source), edge.at, sure.of_link(edge), tuple(things), possible)


def _only_possible(things: Iterable[str], sure: Recorded) -> tuple[str, ...]:
    return tuple(thing for thing in things if sure.of(thing) is Certainty.POSSIBLE)


def _name(code: str) -> str:
    return code.partition(":")[2]
