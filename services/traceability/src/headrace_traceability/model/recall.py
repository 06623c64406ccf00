"""A recall tried out: whom a suspect lot has reached, and what of it is still in the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from headrace_traceability.model.genealogy import EdgeKind, Trace


@dataclass(frozen=True, slots=True)
class Reached:
    """One shipment to one customer, with the things in it that the suspect went into."""

    customer: str
    shipment: str
    at: datetime
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """`in_house` are things that carry the suspect and were neither used up nor shipped."""

    shipments: tuple[Reached, ...]
    in_house: tuple[str, ...]

    @property
    def customers(self) -> list[str]:
        return sorted({reached.customer for reached in self.shipments})


def recall(forwards: Trace) -> Recall:
    """Read a trace that began at the suspect and went forwards."""
    shipping = [edge for edge in forwards.edges if edge.kind is EdgeKind.SHIP]
    packed: dict[str, list[str]] = {}
    for edge in shipping:
        if edge.target.startswith("shipment:"):
            packed.setdefault(edge.target, []).append(edge.source)
    shipments = [
        Reached(_name(edge.target), _name(edge.source), edge.at, tuple(sorted(packed.get(edge.source, ()))))
        for edge in shipping
        if edge.target.startswith("customer:")
    ]
    shipments.sort(key=lambda reached: (reached.at, reached.shipment))
    in_house = sorted(code for code in forwards.ends() if code.startswith(("lot:", "serial:")))
    return Recall(tuple(shipments), tuple(in_house))


def _name(code: str) -> str:
    return code.partition(":")[2]
