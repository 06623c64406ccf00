"""Plans and what they propose. The rows of a plan are written as sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import select

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Said, kept
from headrace_contracts.values import Quantity
from headrace_mrp.model.committed import (
    CommittedPlan,
    OrderPeg,
    PegRow,
    PlanState,
    Proposal,
    ProposalKind,
    ProposalState,
)
from headrace_mrp.store.tables import peg, plan, proposal
from headrace_planning.model.firm import FirmOrder
from headrace_planning.model.proposals import PlanException
from headrace_planning.model.supply import SupplyKind

plans = Documents("plan", CommittedPlan, plan, columns=lambda p: {"plant": p.plant, "state": p.state.value})

ADD_PROPOSALS = """
    INSERT INTO proposal (tenant, plan, state, id, kind, item, plant, quantity, unit, start, due, supplier)
    SELECT $1, $2, 'proposed', * FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::text[],
                                            $9::date[], $10::date[], $11::text[])
"""
ADD_PEGS = """
    INSERT INTO peg (tenant, plan, current, position, kind, reference, item, plant, order_id, line, quantity, unit,
                     expected)
    SELECT $1, $2, true, * FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[],
                                       $10::numeric[], $11::text[], $12::date[])
"""
ADD_EXCEPTIONS = """
    INSERT INTO plan_exception (tenant, plan, position, kind, reference, item, plant, stands, wanted, message, order_id,
                                said)
    SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[],
                                 $10::text[], $11::text[], $12::jsonb[])
"""
SUPERSEDE = (
    "UPDATE proposal SET state = 'superseded' WHERE tenant = $1 AND state = 'proposed' AND plant = coalesce($2, plant)",
    """DELETE FROM peg WHERE tenant = $1 AND current AND plant = coalesce($2, plant) AND NOT EXISTS (
        SELECT 1 FROM proposal r WHERE r.tenant = $1 AND r.id = peg.reference AND r.state = 'released')""",
    "UPDATE peg SET current = false WHERE tenant = $1 AND current AND plant = coalesce($2, plant)",
)
RELEASED = """
    UPDATE proposal p SET state = 'released', supplier = r.supplier, batch = r.batch
      FROM unnest($2::text[], $3::text[], $4::text[]) AS r (id, supplier, batch)
     WHERE p.tenant = $1 AND p.id = r.id
"""
BECAME = """
    UPDATE proposal p SET became = m.became FROM unnest($2::text[], $3::text[]) AS m (id, became)
     WHERE p.tenant = $1 AND p.id = m.id AND p.became IS DISTINCT FROM m.became
"""


async def current(tx: Tx, plant: str | None) -> list[CommittedPlan]:
    """The plans that one for `plant` (null: for all) takes the place of."""
    where = [plan.c.tenant == tx.tenant, plan.c.state == PlanState.COMMITTED.value]
    return await plans.all(tx, *where, *([plan.c.plant == plant] if plant else []), lock=True)


async def supersede_proposals(tx: Tx, plant: str | None) -> None:
    """Of older plans only what was released is kept with its pegs."""
    for statement in SUPERSEDE:
        await tx.raw.execute(statement, tx.tenant, plant)


async def add_proposals(tx: Tx, rows: Sequence[Proposal]) -> None:
    if rows:
        columns = [
            (p.id, p.kind.value, p.item, p.plant, p.quantity.value, p.quantity.unit, p.start, p.due, p.supplier)
            for p in rows
        ]
        await _add(tx, ADD_PROPOSALS, rows[0].plan, columns)


async def add_pegs(tx: Tx, plan: str, rows: Sequence[PegRow]) -> None:
    columns = [
        (n, p.kind, p.reference, p.item, p.plant, p.order, p.line, p.quantity.value, p.quantity.unit, p.expected)
        for n, p in enumerate(rows, start=1)
    ]
    await _add(tx, ADD_PEGS, plan, columns)


async def add_exceptions(tx: Tx, plan: str, rows: Sequence[PlanException]) -> None:
    columns = [
        (n, e.kind.value, e.reference, e.item, e.plant, e.stands, e.wanted, *_said(e.message, e.order))
        for n, e in enumerate(rows, start=1)
    ]
    await _add(tx, ADD_EXCEPTIONS, plan, columns)


async def _add(tx: Tx, statement: str, plan: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        await tx.raw.execute(statement, tx.tenant, plan, *(list(column) for column in zip(*rows, strict=True)))


async def to_release(tx: Tx, name: str, order: str | None, until: date | None) -> list[Proposal]:
    """What the plan proposes for the order (null: for anybody) and by the day (null: ever), with its pegs; locked."""
    p = proposal.c
    where = [p.tenant == tx.tenant, p.plan == name, p.state == ProposalState.PROPOSED.value]
    if order is not None:
        serving = select(peg.c.reference).where(peg.c.plan == name, peg.c.order_id == order)
        where.append(p.id.in_(serving))
    if until is not None:
        where.append(p.start <= until)
    rows = (await tx.execute(select(proposal).where(*where).with_for_update())).all()
    pegs = await pegs_of(tx, [row.id for row in rows])
    return [read(row, pegs) for row in rows]


async def pegs_of(tx: Tx, proposals: Sequence[str]) -> dict[str, list[OrderPeg]]:
    query = select(peg).where(peg.c.reference.in_(proposals)).order_by(peg.c.order_id, peg.c.line)
    found: dict[str, list[OrderPeg]] = defaultdict(list)
    for row in await tx.execute(query):
        found[row.reference].append(OrderPeg(row.order_id, row.line, Quantity(row.quantity, row.unit)))
    return found


def read(row: Any, pegs: Mapping[str, Sequence[OrderPeg]]) -> Proposal:
    return Proposal(
        row.id,
        row.plan,
        ProposalKind(row.kind),
        row.item,
        row.plant,
        Quantity(row.quantity, row.unit),
        row.start,
        row.due,
        ProposalState(row.state),
        row.supplier,
        row.batch,
        row.became,
        tuple(pegs.get(row.id, ())),
    )


async def mark_released(tx: Tx, released: Sequence[Proposal]) -> None:
    columns = [p.id for p in released], [p.supplier for p in released], [p.batch for p in released]
    await tx.raw.execute(RELEASED, tx.tenant, *columns)


async def mark_became(tx: Tx, made: Mapping[str, str]) -> None:
    """Proposal -> the order that was made of it."""
    await tx.raw.execute(BECAME, tx.tenant, list(made), list(made.values()))


async def released(tx: Tx) -> list[FirmOrder]:
    """Released, but the order made of it has not been heard of yet."""
    p = proposal.c
    found = []
    for r in await tx.execute(select(proposal).where(p.state == "released", p.became.is_(None))):
        kind = SupplyKind.WORK_ORDER if r.kind == "work" else SupplyKind.PURCHASE_ORDER
        quantity = Quantity(r.quantity, r.unit)
        found.append(FirmOrder(kind, r.id, r.item, r.plant, quantity, quantity, r.start, r.due))
    return found


def _said(message: Said, order: str | None) -> tuple[str, str | None, str | None]:
    text, by_code = kept(message)
    return text, order, orjson.dumps(by_code.form()).decode() if by_code else None
