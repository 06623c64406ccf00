"""Rejected lots and what is done with them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.language import as_said
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_contracts.quality.v1 import Disposition
from headrace_contracts.values import Quantity
from headrace_quality.model.nonconformance import (
    Nonconformance,
    NonconformanceState,
    WrongDisposition,
    WrongPart,
    WrongStage,
)
from headrace_quality.store.records import nonconformances
from headrace_quality.store.tables import nonconformance as case_table
from headrace_quality.usecases import dispose

router = Router(tags=["nonconformances"])


class NonconformanceView(BaseModel):
    id: str
    version: int
    inspection: str
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str
    serials: list[str]
    defects: int
    description: str
    raised_at: datetime
    state: NonconformanceState
    disposition: Disposition | None
    reason: str
    disposed_by: str
    disposed_at: datetime | None
    closed_by: str
    closed_at: datetime | None
    split_from: str

    @classmethod
    def of(cls, case: Nonconformance) -> NonconformanceView:
        subject = case.subject
        goods = {
            "item": subject.item,
            "lot": subject.lot,
            "plant": subject.plant,
            "quantity": subject.quantity,
            "supplier": subject.supplier,
            "serials": subject.serials,
        }
        description = as_said(case.description, case.description_said)
        return cls.model_validate({**vars(case), "description": description, **goods}, from_attributes=True)


class Dispose(BaseModel):
    disposition: Disposition
    reason: str = ""


class Split(BaseModel):
    """How much of the lot is to be disposed of in another way; which pieces, where they have serial numbers."""

    quantity: Quantity
    serials: list[str] = []


class NonconformanceFilter(BaseModel):
    state: NonconformanceState | None = None
    item: str | None = None
    lot: str | None = None
    supplier: str | None = None


@router.get("/nonconformances", may="quality.nonconformance.read")
async def list_nonconformances(
    tx: ReadTx, page: Page, wanted: Annotated[NonconformanceFilter, Query()]
) -> Listed[NonconformanceView]:
    return (await nonconformances.page(tx, page, *matching(case_table, wanted))).map(NonconformanceView.of)


@router.get("/nonconformances/{nonconformance}", may="quality.nonconformance.read", errors=[Missing])
async def get_nonconformance(nonconformance: str, tx: ReadTx, tags: Tags) -> NonconformanceView:
    return tags.on(NonconformanceView.of(await nonconformances.get(tx, nonconformance)))


@router.post(
    "/nonconformances/{nonconformance}/disposition",
    may="quality.nonconformance.dispose",
    status_code=201,
    errors=[Missing, WrongDisposition, WrongStage],
)
async def set_disposition(
    nonconformance: str, body: Dispose, transact: Transact, caller: Caller, tags: Tags
) -> NonconformanceView:
    """What is to be done with the lot; it may be changed until it is carried out."""
    done = await transact(dispose.dispose, nonconformance, body.disposition, body.reason, caller.subject)
    return tags.on(NonconformanceView.of(done))


@router.post(
    "/nonconformances/{nonconformance}/split",
    may="quality.nonconformance.split",
    status_code=201,
    errors=[Missing, WrongPart, WrongStage],
)
async def split(nonconformance: str, body: Split, transact: Transact) -> NonconformanceView:
    """A case for part of the lot, open; what was decided stands for the rest."""
    return NonconformanceView.of(await transact(dispose.split, nonconformance, body.quantity, body.serials))


@router.post(
    "/nonconformances/{nonconformance}/closure",
    may="quality.nonconformance.close",
    status_code=201,
    errors=[Missing, WrongStage],
)
async def close(nonconformance: str, transact: Transact, caller: Caller, tags: Tags) -> NonconformanceView:
    """The disposition is carried out: stock moves, and a reworked lot is inspected again."""
    return tags.on(NonconformanceView.of(await transact(dispose.close, nonconformance, caller.subject)))
