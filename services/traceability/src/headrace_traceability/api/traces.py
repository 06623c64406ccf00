"""Traces both ways, recalls, and the codes people scan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.web import ReadTx, Router
from headrace_contracts import gs1
from headrace_contracts.errors import Missing
from headrace_contracts.gs1 import CodeRefused
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_traceability.api.codes import Code, Item, Maker
from headrace_traceability.model.asked import Asked, SeveralThings
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
from headrace_traceability.model.recall import Recall
from headrace_traceability.model.thing import KINDS, Thing
from headrace_traceability.usecases import follow
from headrace_traceability.usecases.follow import Followed

router = Router(tags=["traces"])
NO_NUMBERS = dict.fromkeys(KINDS)


class Way(StrEnum):
    BACK = "back"
    FORWARD = "forward"

    @property
    def direction(self) -> Direction:
        return Direction.BACKWARDS if self is Way.BACK else Direction.FORWARDS


class NodeView(BaseModel):
    """`at` is the moment from which it counts (backwards: up to which); null for where the trace began.

    `number`, `item` and `maker` (who numbered it) are what the code is made of; of what is no lot and no piece its
    name. `certainty` is recorded when a way of recorded links leads here, else possible.
    """

    code: str
    kind: str
    number: str
    item: str
    maker: str
    at: datetime | None
    certainty: Certainty


class EdgeView(BaseModel):
    """`quantity` is what left the source; of material of a work order it is by the order of issue.

    `certainty` says whether it is recorded that what is traced went this way (`recorded`), or whether it only may have
    (`possible`): what went into a lot may be in each of its serials. Since `ended_at` the source is not in the target
    any more: the shop took the pieces back.
    """

    source: str
    target: str
    quantity: Quantity
    kind: EdgeKind
    at: datetime
    work_order: str | None
    certainty: Certainty
    ended_at: datetime | None

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
            ended_at=edge.ended_at,
        )


class ProofLink(BaseModel):
    """An event that names the thing; /v1/proofs/{event} proves it."""

    event: str
    step: str
    at: datetime
    leaf: int


class BlockedView(BaseModel):
    """So much of the thing, or of a piece of it, is held back by `note`, the warehouse's paper, which says by whom.

    `since` and `reason` are null for a moment when the goods were heard of before their note.
    """

    code: str
    plant: str
    quantity: Quantity
    note: str
    since: datetime | None
    reason: str | None


class TraceView(BaseModel):
    code: str
    nodes: list[NodeView]
    edges: list[EdgeView]
    proofs: list[ProofLink]
    blocked: list[BlockedView]

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
            blocked=[BlockedView.model_validate(one, from_attributes=True) for one in followed.blocked],
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


class HeldView(BaseModel):
    """So much lies at a place of a plant; `party` is whom the place is held for, such as a work order."""

    code: str
    plant: str
    place: str
    party: str
    quantity: Quantity
    certainty: Certainty


class DisposedView(BaseModel):
    """`how`: scrap, return (to the supplier) or shop (who made it took it back).

    `document` is the decision, the issue of material that broke, the warehouse's note, or the work order.
    """

    code: str
    how: str
    document: str
    quantity: Quantity
    at: datetime


class RecallView(BaseModel):
    """All that the suspect has reached or may have reached; `possible_...` are those of which it is not recorded.

    `in_house` names what carries the suspect, or may, and lies in stock or in production; `held` says how much of it is
    where, and so what can still be stopped. `disposed` can't reach anybody any more.
    """

    code: str
    customers: list[str]
    possible_customers: list[str]
    shipments: list[ReachedView]
    in_house: list[str]
    possible_in_house: list[str]
    held: list[HeldView]
    disposed: list[DisposedView]

    @classmethod
    def of(cls, code: str, found: Recall) -> RecallView:
        shipments = [ReachedView.model_validate(reached, from_attributes=True) for reached in found.shipments]
        return cls(
            code=code,
            customers=found.customers,
            possible_customers=found.possible_customers,
            shipments=shipments,
            in_house=found.in_house,
            possible_in_house=found.possible_in_house,
            held=[HeldView.model_validate(one, from_attributes=True) for one in found.held],
            disposed=[DisposedView.model_validate(one, from_attributes=True) for one in found.disposed],
        )


class CodeView(BaseModel):
    """A scanned code taken apart; `node` is what /v1/trace takes, null for an item alone."""

    item: str | None
    lot: str | None
    serial: str | None
    node: str | None


@router.get(
    "/trace/{code:path}", may="traceability.trace.read", errors=[Missing, CodeRefused, SeveralThings, TraceTooWide]
)
async def trace(
    code: Code, tx: ReadTx, item: Item = "", maker: Maker = "", direction: Annotated[Way | None, Query()] = None
) -> TraceView:
    """Both ways when no direction is asked for."""
    node = await follow.code_of(tx, Asked.of(code, item, maker))
    ways = [direction] if direction else list(Way)
    return TraceView.of(node, await follow.follow(tx, node, [way.direction for way in ways]))


@router.get(
    "/recalls/{lot:path}", may="traceability.trace.read", errors=[Missing, CodeRefused, SeveralThings, TraceTooWide]
)
async def recall(lot: Code, tx: ReadTx, item: Item = "", maker: Maker = "") -> RecallView:
    """Which customers a lot (or another thing) has reached or may have reached; a bare lot number will do."""
    node = await follow.code_of(tx, Asked.of(lot, item, maker, bare="lot"))
    return RecallView.of(node, await follow.recall(tx, node))


@router.get("/codes", may="traceability.trace.read", errors=[CodeRefused])
async def read_code(scan: str) -> CodeView:
    if scan.startswith(tuple(f"{kind}:" for kind in KINDS)):
        found = Thing.read(scan)
        if not found.number or found.number != found.number.strip():
            raise CodeRefused(say("traceability.no-space-at-the-ends", scan=scan, kind=found.kind))
        return CodeView(item=found.item or None, **{**NO_NUMBERS, found.kind: found.number}, node=found.code)
    code = gs1.parse(scan)
    thing = Thing("serial", code.serial) if code.serial else Thing("lot", code.lot or "")
    return CodeView(item=code.item, lot=code.lot, serial=code.serial, node=thing.code if thing.number else None)


def _node(code: str, at: datetime, certainty: Certainty) -> NodeView:
    began, thing = at in {BEGINNING, END}, Thing.read(code)
    said = {"kind": thing.kind, "number": thing.number, "item": thing.item, "maker": thing.maker}
    return NodeView(code=code, **said, at=None if began else at, certainty=certainty)


def _edges(edges: Iterable[Edge], sure: Recorded) -> list[EdgeView]:
    return [EdgeView.of(edge, sure.of_link(edge)) for edge in sorted(edges, key=lambda edge: (edge.at, edge.id))]
