"""Plans: ask for one, read what it proposes and warns of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.language import InWords
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.operations import JobView
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_mrp.model.committed import CommittedPlan, PlanState, Proposal, ProposalKind, ProposalState
from headrace_mrp.store import plans, reading
from headrace_mrp.usecases import make_plan
from headrace_planning.model.proposals import ExceptionKind

router = Router(tags=["plans"])


class MakePlan(BaseModel):
    """`plant` null plans all plants."""

    plant: str | None = None
    horizon_days: int = Field(180, ge=1, le=730)


class PlanView(BaseModel):
    """`not_planned` items were set aside in a plant for a fact that can't be planned; its exceptions say which."""

    id: str
    version: int
    plant: str | None
    horizon_days: int
    start: date
    state: PlanState
    items: int
    proposals: int
    exceptions: int
    late_orders: int
    not_planned: int
    forecast_release: str
    committed_at: datetime
    committed_by: str

    @classmethod
    def of(cls, plan: CommittedPlan) -> PlanView:
        return cls.model_validate(plan, from_attributes=True)


class PegView(BaseModel):
    """The part that serves a customer order line; 0 when it is needed only to make a lot whole."""

    order: str
    line: int
    quantity: Quantity


class ProposalView(BaseModel):
    """A purchase is to be ordered on `start`, a work order begun; the goods are there on `due`.

    `batch` is the release that let it go, `became` the purchase or work order made of it.
    """

    id: str
    plan: str
    kind: ProposalKind
    item: str
    plant: str
    quantity: Quantity
    start: date
    due: date
    state: ProposalState
    supplier: str | None
    batch: str | None
    became: str | None
    pegs: list[PegView]

    @classmethod
    def of(cls, proposal: Proposal) -> ProposalView:
        return cls.model_validate(proposal, from_attributes=True)


class PlanExceptionView(BaseModel):
    """`stands` is the date as it is, `wanted` as it should be.

    `reference` names the proposal, order or order line; of stock elsewhere the plant where it lies; of what is not
    planned what is wrong with the fact.
    """

    id: str
    plan: str
    kind: ExceptionKind
    reference: str
    item: str
    plant: str
    stands: date
    wanted: date | None
    message: InWords

    @classmethod
    def of(cls, exception: reading.ExceptionRow) -> PlanExceptionView:
        return cls.model_validate(exception, from_attributes=True)


@router.post("/plans", may="mrp.plan.make", status_code=202, errors=[Missing])
async def make(body: MakePlan, transact: Transact) -> JobView:
    job = await transact(make_plan.ask_for_plan, body.plant, body.horizon_days)
    return JobView.of(job)


@router.get("/plans", may="mrp.plan.read")
async def list_plans(tx: ReadTx, page: Page, state: Annotated[PlanState | None, Query()] = None) -> Listed[PlanView]:
    return (await reading.plan_page(tx, page, state)).map(PlanView.of)


@router.get("/plans/{plan}", may="mrp.plan.read", errors=[Missing])
async def get_plan(plan: str, tx: ReadTx, tags: Tags) -> PlanView:
    return tags.on(PlanView.of(await plans.plans.get(tx, plan)))


class ProposalFilter(BaseModel):
    """`order` finds those that serve this customer order."""

    plan: str | None = None
    kind: ProposalKind | None = None
    state: ProposalState | None = None
    item: str | None = None
    plant: str | None = None
    order: str | None = None


@router.get("/proposals", may="mrp.plan.read")
async def list_proposals(tx: ReadTx, page: Page, wanted: Annotated[ProposalFilter, Query()]) -> Listed[ProposalView]:
    columns = wanted.model_dump(mode="json", exclude={"order"})
    return (await reading.proposal_page(tx, page, wanted.order, columns)).map(ProposalView.of)


@router.get("/proposals/{proposal}", may="mrp.plan.read", errors=[Missing])
async def get_proposal(proposal: str, tx: ReadTx) -> ProposalView:
    return ProposalView.of(await reading.get_proposal(tx, proposal))


class PlanExceptionFilter(BaseModel):
    """`order` finds those of this customer order's lines."""

    plan: str | None = None
    kind: ExceptionKind | None = None
    item: str | None = None
    plant: str | None = None
    order: str | None = None


@router.get("/exceptions", may="mrp.plan.read")
async def list_exceptions(
    tx: ReadTx, page: Page, wanted: Annotated[PlanExceptionFilter, Query()]
) -> Listed[PlanExceptionView]:
    columns = wanted.model_dump(mode="json", exclude={"order"})
    found = await reading.exception_page(tx, page, wanted.order, columns)
    return found.map(PlanExceptionView.of)


@router.get("/exceptions/{exception}", may="mrp.plan.read", errors=[Missing])
async def get_exception(exception: str, tx: ReadTx) -> PlanExceptionView:
    return PlanExceptionView.of(await reading.get_exception(tx, exception))
