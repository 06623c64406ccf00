"""Material for work orders: what is asked for, and what was issued."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from fastapi import Query
from pydantic import BaseModel, Field, StringConstraints, model_validator

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_contracts.gs1 import CodeRefused
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics.production.model.issue import (
    Asked,
    Issue,
    IssueClosed,
    IssueRequest,
    IssueState,
    ShortOfMaterial,
)
from headrace_logistics.production.store.papers import issue_requests, issues
from headrace_logistics.production.store.tables import issue as issue_table
from headrace_logistics.production.store.tables import issue_request as request_table
from headrace_logistics.production.usecases import issue_material
from headrace_logistics.stock.api import ScanBody, ScansOrProposal
from headrace_logistics.stock.model import Pick, ScanRefused, TooManyPieces

router = Router(tags=["issues"])


class ComponentView(BaseModel):
    item: str
    quantity: Quantity
    still_needed: Quantity


class IssueRequestView(BaseModel):
    id: str
    version: int
    work_order: str
    item: str
    plant: str
    state: IssueState
    components: list[ComponentView]

    @classmethod
    def of(cls, request: IssueRequest) -> IssueRequestView:
        components = [
            ComponentView(item=part.item, quantity=part.quantity, still_needed=request.still_needed(part))
            for part in request.components
        ]
        return cls.model_validate({**vars(request), "components": components}, from_attributes=True)


class IssueMaterial(ScansOrProposal):
    """More than is still needed is issued for a `reason`; `broken` is what of the order's material in production broke.

    Of what broke, as much more is needed; it may be issued later.
    """

    work_order: str
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    broken: list[ScanBody] = Field(default=[], max_length=500)

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.broken and not self.reason:
            msg = say("logistics.say-how-it-broke")
            raise ValueError(msg)
        return self

    def asked(self) -> Asked:
        return Asked(self.labels(), self.propose, [scan.to_label() for scan in self.broken], self.reason)

    def _enough(self) -> bool:
        return super()._enough() or bool(self.broken and not self.propose)


class IssuedLineView(BaseModel):
    item: str
    lot: str
    serial: str
    maker: str
    quantity: Quantity

    @classmethod
    def of(cls, pick: Pick) -> IssuedLineView:
        goods = pick.goods
        return cls(item=goods.item, lot=goods.lot, serial=goods.serial, maker=goods.maker, quantity=pick.quantity)


class IssueView(BaseModel):
    id: str
    version: int
    number: str
    work_order: str
    plant: str
    lines: list[IssuedLineView]
    issued_by: str
    issued_at: datetime
    reason: str
    broken: list[IssuedLineView]

    @classmethod
    def of(cls, issue: Issue) -> IssueView:
        lines, broken = ([IssuedLineView.of(pick) for pick in picks] for picks in (issue.lines, issue.broken))
        return cls.model_validate({**vars(issue), "lines": lines, "broken": broken}, from_attributes=True)


class IssueRequestFilter(BaseModel):
    work_order: str | None = None
    plant: str | None = None
    state: IssueState | None = None


@router.get("/issue-requests", may="logistics.issue.read")
async def list_issue_requests(
    tx: ReadTx, page: Page, wanted: Annotated[IssueRequestFilter, Query()]
) -> Listed[IssueRequestView]:
    return (await issue_requests.page(tx, page, *matching(request_table, wanted))).map(IssueRequestView.of)


@router.get("/issue-requests/{issue_request}", may="logistics.issue.read", errors=[Missing])
async def get_issue_request(issue_request: str, tx: ReadTx, tags: Tags) -> IssueRequestView:
    return tags.on(IssueRequestView.of(await issue_requests.get(tx, issue_request)))


@router.post(
    "/issues",
    may="logistics.issue.record",
    status_code=201,
    errors=[Missing, CodeRefused, ScanRefused, ShortOfMaterial, IssueClosed, TooManyPieces],
)
async def issue(body: IssueMaterial, transact: Transact, caller: Caller, tags: Tags) -> IssueView:
    return tags.on(IssueView.of(await transact(issue_material.issue, body.work_order, body.asked(), caller.subject)))


class IssueFilter(BaseModel):
    work_order: str | None = None
    plant: str | None = None


@router.get("/issues", may="logistics.issue.read")
async def list_issues(tx: ReadTx, page: Page, wanted: Annotated[IssueFilter, Query()]) -> Listed[IssueView]:
    return (await issues.page(tx, page, *matching(issue_table, wanted))).map(IssueView.of)


@router.get("/issues/{issue}", may="logistics.issue.read", errors=[Missing])
async def get_issue(issue: str, tx: ReadTx, tags: Tags) -> IssueView:
    return tags.on(IssueView.of(await issues.get(tx, issue)))
