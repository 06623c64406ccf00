"""Trace events and edges, as the organisations see them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, Text, any_, cast, select

from headrace_chassis.names import in_name_of
from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import first
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_traceability.model.blocking import Noted
from headrace_traceability.model.genealogy import MOST_LINKS, Certainty, Direction, Edge, EdgeKind
from headrace_traceability.model.happening import BLOCKING, MAKES, TAKES_BACK, Happening
from headrace_traceability.model.thing import is_thing
from headrace_traceability.store import things
from headrace_traceability.store.tables import edge, trace_code, trace_event

ADD_EVENTS = """
    INSERT INTO trace_event (tenant, id, leaf, kind, step, at, location, document, partner, canonical)
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::text[],
                         $8::text[], $9::text[], $10::text[])
"""
ADD_CODES = """
    INSERT INTO trace_code (code, leaf, tenant, partner)
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[])
"""
ADD_EDGES = """
    INSERT INTO edge (tenant, id, source, target, quantity, unit, kind, at, work_order, certainty, partner)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::text[],
                         $8::timestamptz[], $9::text[], $10::text[], $11::text[])
    ON CONFLICT DO NOTHING
"""
STANDING = """
    SELECT * FROM edge
     WHERE tenant = $1 AND target = ANY($2::text[]) AND ended_at IS NULL AND kind IN ('consume', 'split') FOR UPDATE
"""
LEFT = """
    SELECT coalesce(sum(CASE step WHEN $3 THEN 1 ELSE -1 END * (made->>'quantity')::numeric), 0)
      FROM trace_event CROSS JOIN jsonb_array_elements(canonical::jsonb->'what'->'outputs') AS made
     WHERE tenant = $1 AND document = $2 AND step IN ($3, $4)
"""
# A link that has ended makes room for one of the same name: the piece may be made again.
CHANGE = """
    UPDATE edge AS e SET quantity = c.quantity, certainty = c.certainty, ended_at = c.ended_at,
                         id = CASE WHEN c.ended_at IS NULL THEN e.id ELSE e.id || '/' || c.ended_at END
      FROM unnest($2::text[], $3::numeric[], $4::text[], $5::timestamptz[]) AS c (id, quantity, certainty, ended_at)
     WHERE e.tenant = $1 AND e.id = c.id
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A trace event as it stands in the log."""

    id: str
    organisation: str
    leaf: int
    kind: str
    step: str
    at: datetime
    location: str
    document: str | None
    partner: str | None
    canonical: str

    @property
    def reason(self) -> str | None:
        """Why it was done, where somebody said so."""
        said: str | None = json.loads(self.canonical)["why"].get("reason")
        return said


async def add(tx: Tx, happenings: Sequence[Happening], canonical: Sequence[bytes], first_leaf: int) -> None:
    """Store events as leaves from `first_leaf` on, with the things they name and the edges they made."""
    leaves = range(first_leaf, first_leaf + len(happenings))
    async with in_name_of(tx):
        await _add(tx, ADD_EVENTS, map(_event_row, happenings, leaves, canonical))
        codes = (row for happening, leaf in zip(happenings, leaves, strict=True) for row in _code_rows(happening, leaf))
        await _add(tx, ADD_CODES, codes)
        await _add(tx, ADD_EDGES, (row for happening in happenings for row in _edge_rows(happening)))
        await things.add(tx, (row for happening in happenings for row in _thing_rows(happening)))


async def _add(tx: Tx, statement: str, rows: Iterable[Sequence[object]]) -> None:
    columns = list(zip(*rows, strict=True))
    if columns:
        await tx.raw.execute(statement, *columns)


def _event_row(happening: Happening, leaf: int, canonical: bytes) -> Sequence[object]:
    e = happening.event
    place = (e.organisation, e.id, leaf, e.kind.value, e.step, e.at, e.location)
    return (*place, e.document, e.partner, canonical.decode())


def _code_rows(happening: Happening, leaf: int) -> list[Sequence[object]]:
    e = happening.event
    return [(code, leaf, e.organisation, e.partner) for code in happening.named]


def _thing_rows(happening: Happening) -> list[tuple[str, str, str]]:
    e = happening.event
    return [(e.organisation, e.partner or "", code) for code in happening.named if is_thing(code)]


def _edge_rows(happening: Happening) -> list[Sequence[object]]:
    event = happening.event
    return [
        (
            event.organisation,
            e.id,
            e.source,
            e.target,
            e.quantity.value,
            e.quantity.unit,
            e.kind.value,
            e.at,
            e.work_order,
            e.certainty.value,
            event.partner,
        )
        for e in happening.edges
    ]


async def edges_of(tx: Tx, codes: Collection[str], direction: Direction) -> list[Edge]:
    """The edges that leave a set of things in one direction, as far as the tenant may see them.

    Of more than a trace may have only one too many is read.
    """
    near = edge.c.source if direction is Direction.FORWARDS else edge.c.target
    asked = near == any_(cast(list(codes), ARRAY(Text)))
    rows = await tx.execute(select(edge).where(asked).limit(MOST_LINKS + 1))
    return [_edge(row) for row in rows.mappings()]


async def standing_into(tx: Tx, codes: Collection[str]) -> list[Edge]:
    """The tenant's own links that say what these are made of, or which lot they are of; to be changed."""
    return [_edge(row) for row in await tx.raw.fetch(STANDING, tx.tenant, list(codes))]


async def left_of(tx: Tx, work_order: str) -> Decimal:
    """How much the order made less what was taken back."""
    return Decimal(await tx.raw.fetchval(LEFT, tx.tenant, work_order, MAKES, TAKES_BACK))


async def change(tx: Tx, links: Sequence[Edge]) -> None:
    """Quantity, certainty and end of these."""
    rows = [(link.id, link.quantity.value, link.certainty.value, link.ended_at) for link in links]
    if rows:
        await tx.raw.execute(CHANGE, tx.tenant, *map(list, zip(*rows, strict=True)))


def _edge(row: Any) -> Edge:
    kind, quantity = EdgeKind(row["kind"]), Quantity(row["quantity"], row["unit"])
    guessed = Certainty.POSSIBLE if kind is EdgeKind.CONSUME else Certainty.RECORDED
    certainty = Certainty(row["certainty"]) if row["certainty"] else guessed
    ends = row["source"], row["target"]
    return Edge(row["id"], *ends, quantity, kind, row["at"], row["work_order"], certainty, row["ended_at"])


async def event(tx: Tx, name: str) -> Recorded:
    row = (await tx.execute(select(trace_event).where(trace_event.c.id == name))).one_or_none()
    if row is None:
        raise Missing.named("trace event", name)
    return _recorded(row)


async def noted(tx: Tx, notes: Collection[str]) -> dict[str, Noted]:
    """Since when and why each of these notes blocks stock."""
    e = trace_event.c
    asked = (e.step == BLOCKING) & (e.document == any_(cast(list(notes), ARRAY(Text))))
    rows = [_recorded(row) for row in await tx.execute(select(trace_event).where(asked))] if notes else []
    return {row.document: Noted(row.at, row.reason or "") for row in rows if row.document}


async def events(
    tx: Tx, page: PageRequest, *, code: str | None = None, document: str | None = None, step: str | None = None
) -> Listed[Recorded]:
    """Newest first; those that name a thing or a document."""
    e = trace_event.c
    where = [e.leaf < page.after_as(int)] if page.after else []
    if code:
        where.append(e.leaf.in_(select(trace_code.c.leaf).where(trace_code.c.code == code)))
    if document:
        where.append(e.document == document)
    if step:
        where.append(e.step == step)
    found = await first(tx, trace_event, page.limit + 1, *where, key=e.leaf)
    return page.listed([_recorded(row) for row in found], key=lambda r: str(r.leaf))


def _recorded(row: Any) -> Recorded:
    return Recorded(
        id=row.id,
        organisation=row.tenant,
        leaf=row.leaf,
        kind=row.kind,
        step=row.step,
        at=row.at,
        location=row.location,
        document=row.document,
        partner=row.partner,
        canonical=row.canonical,
    )
