"""The pages that people read of plans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, select, tuple_

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import Message, Said, said
from headrace_contracts.values import Quantity
from headrace_mrp.model.committed import CommittedPlan, PlanState, Proposal
from headrace_mrp.store.plans import pegs_of, plans, read
from headrace_mrp.store.tables import peg, plan, plan_exception, proposal
from headrace_planning.model.supply import SupplyKind

Wanted = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    id: str
    plan: str
    kind: str
    reference: str
    item: str
    plant: str
    stands: date
    wanted: date | None
    message: Said


@dataclass(frozen=True, slots=True)
class ServingRow:
    id: str
    plan: str
    order: str
    line: int
    kind: str
    reference: str
    item: str
    plant: str
    quantity: Quantity
    expected: date


async def plan_page(tx: Tx, page: PageRequest, state: PlanState | None) -> Listed[CommittedPlan]:
    return await plans.page(tx, page, *([plan.c.state == state.value] if state else []))


async def proposal_page(tx: Tx, page: PageRequest, order: str | None, wanted: Wanted) -> Listed[Proposal]:
    """Newest first."""
    p = proposal.c
    query = select(proposal).where(*_equal(proposal, wanted)).order_by(p.id.desc()).limit(page.limit + 1)
    if order is not None:
        query = query.where(p.id.in_(select(peg.c.reference).where(peg.c.order_id == order)))
    if page.after:
        query = query.where(p.id < page.after)
    rows = (await tx.execute(query)).all()
    pegs = await pegs_of(tx, [row.id for row in rows])
    return page.listed([read(row, pegs) for row in rows], key=lambda found: found.id)


async def get_proposal(tx: Tx, name: str) -> Proposal:
    row = (await tx.execute(select(proposal).where(proposal.c.id == name))).one_or_none()
    if row is None:
        raise Missing.named("proposal", name)
    return read(row, await pegs_of(tx, [name]))


async def exception_page(tx: Tx, page: PageRequest, order: str | None, wanted: Wanted) -> Listed[ExceptionRow]:
    """Newest plan first, in each the gravest first as the plan tells them."""
    e = plan_exception.c
    query = select(plan_exception).where(*_equal(plan_exception, wanted)).limit(page.limit + 1)
    if order is not None:
        query = query.where(e.order_id == order)
    if page.after:
        name, number = _numbered(page.after)
        query = query.where((e.plan < name) | ((e.plan == name) & (e.position > number)))
    rows = await tx.execute(query.order_by(e.plan.desc(), e.position))
    return page.listed([_exception(row) for row in rows], key=lambda row: row.id)


async def get_exception(tx: Tx, name: str) -> ExceptionRow:
    plan_name, number = _numbered(name)
    e = plan_exception.c
    found = await tx.execute(select(plan_exception).where(e.plan == plan_name, e.position == number))
    row = found.one_or_none()
    if row is None:
        raise Missing.named("exception", name)
    return _exception(row)


async def peg_page(tx: Tx, page: PageRequest, order: str, *, short: bool = False) -> Listed[ServingRow]:
    """`short` leaves out what is in stock and what only completes a lot."""
    p = peg.c
    query = select(peg).where(p.order_id == order, p.current).order_by(p.plan, p.position).limit(page.limit + 1)
    if short:
        query = query.where(p.kind != SupplyKind.ON_HAND.value, p.quantity > 0)
    if page.after:
        query = query.where(tuple_(p.plan, p.position) > _numbered(page.after))
    return page.listed([_serving(row) for row in await tx.execute(query)], key=lambda row: row.id)


def _equal(table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in wanted.items() if value is not None]


def _numbered(name: str) -> tuple[str, int]:
    """Rows of a plan are named by the plan and their number in it; another name names none."""
    plan_name, _, number = name.rpartition(".")
    return plan_name, int(number) if re.fullmatch("[0-9]{1,9}", number) else 0


def _exception(row: Any) -> ExceptionRow:
    name = f"{row.plan}.{row.position}"
    message = said(row.message, Message.read(row.said) if row.said else None)
    return ExceptionRow(name, row.plan, row.kind, row.reference, row.item, row.plant, row.stands, row.wanted, message)


def _serving(row: Any) -> ServingRow:
    return ServingRow(
        f"{row.plan}.{row.position}",
        row.plan,
        row.order_id,
        row.line,
        row.kind,
        row.reference,
        row.item,
        row.plant,
        Quantity(row.quantity, row.unit),
        row.expected,
    )
