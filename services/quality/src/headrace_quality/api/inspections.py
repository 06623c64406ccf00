"""Inspections and their results."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.documents import Stale
from headrace_chassis.language import in_words
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing
from headrace_contracts.quality.v1 import InspectionKind
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import (
    AlreadyDecided,
    Inspection,
    InspectionState,
    NotDecided,
    SampleDrawn,
    SampleIncomplete,
    WrongCount,
)
from headrace_quality.model.sampling import SamplingPlan, Severity
from headrace_quality.model.switching import InspectionDiscontinued
from headrace_quality.model.whereabouts import GoodsMoved
from headrace_quality.store.records import in_force, inspections
from headrace_quality.store.tables import inspection as inspection_table
from headrace_quality.usecases import reopen as reopening
from headrace_quality.usecases.record_result import Result, correct_result, draw_sample, record_result

router = Router(tags=["inspections"])


class InspectionView(BaseModel):
    """Inspect `sample_size` units: accepted up to `acceptance_number` defects, rejected from `rejection_number` on.

    While the sample is not drawn, the plan shown is the one in force now; it moves with the series of the lot.
    """

    id: str
    version: int
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str
    purchase_order: str
    order_line: int
    work_order: str
    serials: list[str]
    state: InspectionState
    severity: Severity
    aql: Decimal
    code_letter: str
    sample_size: int
    acceptance_number: int
    rejection_number: int
    repeated: bool
    inspected: int
    defects: int
    findings: list[str]
    inspector: str
    requested_at: datetime
    drawn_at: datetime | None
    decided_at: datetime | None

    @classmethod
    def of(cls, inspection: Inspection, now: SamplingPlan | None = None) -> InspectionView:
        """`now` is the plan in force where the sample is still to be drawn."""
        subject, plan = inspection.subject, now or inspection.plan
        return cls(
            kind=subject.kind,
            item=subject.item,
            lot=subject.lot,
            plant=subject.plant,
            quantity=subject.quantity,
            supplier=subject.supplier,
            purchase_order=subject.purchase_order,
            order_line=subject.order_line,
            work_order=subject.work_order,
            serials=list(subject.serials),
            severity=plan.severity,
            aql=plan.aql,
            code_letter=plan.letter,
            sample_size=plan.sample_size,
            acceptance_number=plan.accept,
            rejection_number=plan.reject,
            id=inspection.id,
            version=inspection.version,
            state=inspection.state,
            repeated=inspection.repeated,
            inspected=inspection.inspected,
            defects=inspection.defects,
            findings=list(map(in_words, inspection.said)),
            inspector=inspection.inspector,
            requested_at=inspection.requested_at,
            drawn_at=inspection.drawn_at,
            decided_at=inspection.decided_at,
        )


class RecordResult(BaseModel):
    """Without `inspected` the result is of all that is left of the sample."""

    defects: int
    inspected: int | None = None
    note: str = Field("", max_length=1000)


class CorrectResult(BaseModel):
    """All that was inspected and found so far; in place of what was recorded."""

    inspected: int
    defects: int
    reason: str = Field(max_length=1000)


class Reopen(BaseModel):
    """Why the decision was wrong."""

    reason: str = Field(min_length=1, max_length=1000, pattern=r"\S")


class InspectionFilter(BaseModel):
    kind: InspectionKind | None = None
    state: InspectionState | None = None
    item: str | None = None
    lot: str | None = None
    plant: str | None = None
    supplier: str | None = None
    purchase_order: str | None = None
    work_order: str | None = None


@router.get("/inspections", may="quality.inspection.read")
async def list_inspections(
    tx: ReadTx, page: Page, wanted: Annotated[InspectionFilter, Query()]
) -> Listed[InspectionView]:
    found = await inspections.page(tx, page, *matching(inspection_table, wanted))
    now = await in_force(tx, [one for one in found.items if not one.is_drawn])
    return found.map(lambda one: InspectionView.of(one, now.get(one.id)))


@router.get("/inspections/{inspection}", may="quality.inspection.read", errors=[Missing])
async def get_inspection(inspection: str, tx: ReadTx, tags: Tags) -> InspectionView:
    found = await inspections.get(tx, inspection)
    now = {} if found.is_drawn else await in_force(tx, [found])
    return tags.on(InspectionView.of(found, now.get(found.id)))


@router.post(
    "/inspections/{inspection}/sample",
    may="quality.inspection.sample",
    status_code=201,
    errors=[Missing, AlreadyDecided, SampleDrawn],
)
async def draw(inspection: str, transact: Transact, tags: Tags) -> InspectionView:
    """The sample is taken out of the lot: its plan stands from here on."""
    return tags.on(InspectionView.of(await transact(draw_sample, inspection)))


@router.post(
    "/inspections/{inspection}/result",
    may="quality.inspection.record",
    status_code=201,
    errors=[Missing, WrongCount, AlreadyDecided, InspectionDiscontinued],
)
async def result(inspection: str, body: RecordResult, transact: Transact, caller: Caller, tags: Tags) -> InspectionView:
    """The lot is accepted or rejected as soon as the sample decides it; what was not drawn before is drawn now."""
    found = Result(body.defects, body.inspected, body.note, caller.subject)
    return tags.on(InspectionView.of(await transact(record_result, inspection, found)))


@router.post(
    "/inspections/{inspection}/correction",
    may="quality.inspection.correct",
    status_code=201,
    errors=[Missing, WrongCount, AlreadyDecided, SampleIncomplete, InspectionDiscontinued],
)
async def correct(
    inspection: str, body: CorrectResult, transact: Transact, caller: Caller, tags: Tags
) -> InspectionView:
    """What was recorded of a sample that is not decided yet was wrong."""
    total = Result(body.defects, body.inspected, body.reason, caller.subject)
    return tags.on(InspectionView.of(await transact(correct_result, inspection, total)))


@router.post(
    "/inspections/{inspection}/reopening",
    may="quality.inspection.reopen",
    errors=[Missing, NotDecided, GoodsMoved, Stale, VersionMissing],
)
async def reopen(inspection: str, body: Reopen, transact: Transact, caller: Caller, tags: Tags) -> InspectionView:
    """The decision was wrong and nothing was done with the goods: correct what was recorded, and it decides anew."""
    found = await transact(reopening.reopen, inspection, body.reason, caller.subject, tags.expected)
    return tags.on(InspectionView.of(found))
