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
from headrace_traceability.model.genealogy import BEGINNING, END, Direction, Edge, EdgeKind
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
    """`at` is the moment from which it counts (backwards: up to which); null for where the trace began."""

    code: str
    kind: str
    at: datetime | None


class EdgeView(BaseModel):
    """`quantity` is what left the source."""

    source: str
    target: str
    quantity: Quantity
    kind: EdgeKind
    at: datetime
    work_order: str | None


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
        return cls(
            code=code,
            nodes=[_node(name, at) for name, at in sorted(bounds.items())],
            edges=_edges(edges.values()),
            proofs=[ProofLink(event=e.id, step=e.step, at=e.at, leaf=e.leaf) for e in followed.events],
        )


class ReachedView(BaseModel):
    customer: str
    shipment: str
    at: datetime
    things: list[str]


class RecallView(BaseModel):
    """`in_house`: what carries the suspect and was neither used up nor shipped."""

    code: str
    customers: list[str]
    shipments: list[ReachedView]
    in_house: list[str]

    @classmethod
    def of(cls, code: str, found: Recall) -> RecallView:
        shipments = [ReachedView.model_validate(reached, from_attributes=True) for reached in found.shipments]
        return cls(code=code, customers=found.customers, shipments=shipments, in_house=list(found.in_house))


class CodeView(BaseModel):
    """A scanned code taken apart; `node` is what /v1/trace takes."""

    item: str | None
    lot: str | None
    serial: str | None
    node: str


@router.get("/trace/{code:path}", errors=[Missing, CodeRefused])
async def trace(code: str, tx: ReadTx, direction: Annotated[Way | None, Query()] = None) -> TraceView:
    """Both ways when no direction is asked for."""
    node = node_of(code)
    ways = [direction] if direction else list(Way)
    return TraceView.of(node, await follow.follow(tx, node, [way.direction for way in ways]))


@router.get("/recalls/{lot:path}", errors=[Missing, CodeRefused])
async def recall(lot: str, tx: ReadTx) -> RecallView:
    """Which customers a lot (or another thing) has reached; a bare lot number will do."""
    node = node_of(lot if ":" in lot else f"lot:{lot}")
    return RecallView.of(node, await follow.recall(tx, node))


@router.get("/codes", errors=[CodeRefused])
async def read_code(scan: str) -> CodeView:
    found = identifiers.parse(scan)
    return CodeView(item=found.item, lot=found.lot, serial=found.serial, node=found.node)


def _node(code: str, at: datetime) -> NodeView:
    return NodeView(code=code, kind=code.partition(":")[0], at=None if at in {BEGINNING, END} else at)


def _edges(edges: Iterable[Edge]) -> list[EdgeView]:
    ordered = sorted(edges, key=lambda edge: (edge.at, edge.id))
    return [EdgeView.model_validate(edge, from_attributes=True) for edge in ordered]
