"""Inspections and their results."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_contracts.quality.v1 import InspectionKind
from headrace_contracts.values import Quantity
from headrace_quality.api.roles import READERS
from headrace_quality.model.inspection import AlreadyDecided, Inspection, InspectionState, WrongCount
from headrace_quality.model.sampling import Severity
from headrace_quality.model.switching import InspectionDiscontinued
from headrace_quality.store.records import inspections
from headrace_quality.store.tables import inspection as inspection_table
from headrace_quality.usecases.record_result import Result, record_result

router = Router(tags=["inspections"], allow=READERS)


class InspectionView(BaseModel):
    """Inspect `sample_size` units: accepted up to `acceptance_number` defects, rejected from `rejection_number` on."""

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
    decided_at: datetime | None

    @classmethod
    def of(cls, inspection: Inspection) -> InspectionView:
        subject, plan = inspection.subject, inspection.plan
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
            findings=inspection.findings,
            inspector=inspection.inspector,
            requested_at=inspection.requested_at,
            decided_at=inspection.decided_at,
        )


class RecordResult(BaseModel):
    """Without `inspected` the result is of all that is left of the sample."""

    defects: int
    inspected: int | None = None
    note: str = Field("", max_length=1000)


class InspectionFilter(BaseModel):
    kind: InspectionKind | None = None
    state: InspectionState | None = None
    item: str | None = None
    lot: str | None = None
    plant: str | None = None
    supplier: str | None = None
    purchase_order: str | None = None
    work_order: str | None = None


@router.get("/inspections")
async def list_inspections(
    tx: ReadTx, page: Page, wanted: Annotated[InspectionFilter, Query()]
) -> Listed[InspectionView]:
    return (await inspections.page(tx, page, *matching(inspection_table, wanted))).map(InspectionView.of)


@router.get("/inspections/{inspection}", errors=[Missing])
async def get_inspection(inspection: str, tx: ReadTx, tags: Tags) -> InspectionView:
    return tags.on(InspectionView.of(await inspections.get(tx, inspection)))


@router.post(
    "/inspections/{inspection}/result",
    status_code=201,
    errors=[Missing, WrongCount, AlreadyDecided, InspectionDiscontinued],
    allow={"inspector"},
)
async def result(inspection: str, body: RecordResult, transact: Transact, caller: Caller, tags: Tags) -> InspectionView:
    """The lot is accepted or rejected as soon as the sample decides it."""
    found = Result(body.defects, body.inspected, body.note, caller.subject)
    return tags.on(InspectionView.of(await transact(record_result, inspection, found)))
