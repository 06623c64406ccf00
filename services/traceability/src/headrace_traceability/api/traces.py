"""Traces both ways, recalls, and the codes people scan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.web import ReadTx, Router
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_traceability.api.codes import node_of
from headrace_traceability.model import identifiers
from headrace_traceability.model.certainty import Recorded, recorded
from headrace_traceability.model.genealogy import (
    BEGINNING,
    END,
    Certainty,
    Direction,
    Edge,
    EdgeKind,
    TraceTooWide,
)
from headrace_traceability.model.identifiers import CodeRefused
from headrace_traceability.model.recall import Recall
from headrace_traceability.usecases import follow
from headrace_traceability.usecases.follow import Followed

router = Router(tags=["traces"])


class Way(StrEnum):
    BACK = "back"
    FORWARD = "forward"

    @property
    def direction(self) -> Direction:
        return Direction.BACKWARDS if self is Way.BACK else Direction.FORWARDS


class NodeView(BaseModel):
    """`at` is the moment from which it counts (backwards: up to which); null for where the trace began.

    `certainty` is recorded when a way of recorded links leads here, else possible.
    """

    code: str
    kind: str
    at: datetime | None
    certainty: Certainty


class EdgeView(BaseModel):
    """`quantity` is what left the source; of material of a work order it is by the order of issue.

    `certainty` says whether it is recorded that what is traced went this way (`recorded`), or whether it only may have
    (`possible`): what went into a lot may be in each of its serials.
    """

    source: str
    target: str
    quantity: Quantity
    kind: EdgeKind
    at: datetime
    work_order: str | None
    certainty: Certainty

    @classmethod
    def of(cls, edge: Edge, certainty: Certainty) -> EdgeView:
        return cls(
            source=edge.source,
            target=edge.target,
            quantity=edge.quantity,
            kind=edge.kind,
            at=edge.at,
            work_order=edge.work_order,
            certainty=certainty,
        )


class ProofLink(BaseModel):
    """An event that names the thing; /v1/proofs/{event} proves it."""

    event: str
    step: str
    at: datetime
    leaf: int


class TraceView(BaseModel):
    code: str
    nodes: list[NodeView]
    edges: list[EdgeView]
    proofs: list[ProofLink]

    @classmethod
    def of(cls, code: str, followed: Followed) -> TraceView:
        bounds = {name: at for trace in followed.traces for name, at in trace.reached.items()}
        edges = {edge.id: edge for trace in followed.traces for edge in trace.edges}
        sure = [recorded(trace) for trace in followed.traces]
        both = Recorded(set().union(*(s.things for s in sure)), set().union(*(s.links for s in sure)))
        return cls(
            code=code,
            nodes=[_node(name, at, both.of(name)) for name, at in sorted(bounds.items())],
            edges=_edges(edges.values(), both),
            proofs=[ProofLink(event=e.id, step=e.step, at=e.at, leaf=e.leaf) for e in followed.events],
        )


class ReachedView(BaseModel):
    """`things` carry the suspect or may carry it; of `possible_things` it is not recorded.

    `certainty` is possible when it is recorded of none of them.
    """

    customer: str
    shipment: str
    at: datetime
    certainty: Certainty
    things: list[str]
    possible_things: list[str]


class RecallView(BaseModel):
    """All that the suspect has reached or may have reached; `possible_...` are those of which it is not recorded.

    `in_house`: what carries the suspect, or may, and was neither used up nor shipped.
    """

    code: str
    customers: list[str]
    possible_customers: list[str]
    shipments: list[ReachedView]
    in_house: list[str]
    possible_in_house: list[str]

    @classmethod
    def of(cls, code: str, found: Recall) -> RecallView:
        shipments = [ReachedView.model_validate(reached, from_attributes=True) for reached in found.shipments]
        return cls(
            code=code,
            customers=found.customers,
            possible_customers=found.possible_customers,
            shipments=shipments,
            in_house=list(found.in_house),
            possible_in_house=list(found.possible_in_house),
        )


class CodeView(BaseModel):
    """A scanned code taken apart; `node` is what /v1/trace takes."""

    item: str | None
    lot: str | None
    serial: str | None
    node: str


@router.get("/trace/{code:path}", errors=[Missing, CodeRefused, TraceTooWide])
async def trace(code: str, tx: ReadTx, direction: Annotated[Way | None, Query()] = None) -> TraceView:
    """Both ways when no direction is asked for."""
    node = node_of(code)
    ways = [direction] if direction else list(Way)
    return TraceView.of(node, await follow.follow(tx, node, [way.direction for way in ways]))


@router.get("/recalls/{lot:path}", errors=[Missing, CodeRefused, TraceTooWide])
async def recall(lot: str, tx: ReadTx) -> RecallView:
    """Which customers a lot (or another thing) has reached or may have reached; a bare lot number will do."""
    node = node_of(lot if ":" in lot else f"lot:{lot}")
    return RecallView.of(node, await follow.recall(tx, node))


@router.get("/codes", errors=[CodeRefused])
async def read_code(scan: str) -> CodeView:
    found = identifiers.parse(scan)
    return CodeView(item=found.item, lot=found.lot, serial=found.serial, node=found.node)


def _node(code: str, at: datetime, certainty: Certainty) -> NodeView:
    began = at in {BEGINNING, END}
    return NodeView(code=code, kind=code.partition(":")[0], at=None if began else at, certainty=certainty)


def _edges(edges: Iterable[Edge], sure: Recorded) -> list[EdgeView]:
    return [EdgeView.of(edge, sure.of_link(edge)) for edge in sorted(edges, key=lambda edge: (edge.at, edge.id))]
