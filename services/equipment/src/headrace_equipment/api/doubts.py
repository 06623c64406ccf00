"""Counts in doubt: what a counter did that pieces can't do, and how many a person says they were."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.documents import Stale
from headrace_chassis.language import as_said
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing
from headrace_equipment.model.doubt import Doubt, DoubtSettledAlready, DoubtState
from headrace_equipment.model.points import MOST_PIECES
from headrace_equipment.store.doubts import doubts
from headrace_equipment.store.tables import doubt as table
from headrace_equipment.usecases import doubts as usecases

router = Router(tags=["doubtful counts"])


class DoubtView(BaseModel):
    """`pieces` may have been made, and none of them is counted; `settled_pieces` are what a person said they were."""

    id: str
    version: int
    machine: str
    plant: str
    work_centre: str
    day: date
    state: DoubtState
    pieces: int
    times: int
    since: datetime
    until: datetime
    reason: str
    settled_pieces: int | None
    settled_by: str
    settled_at: datetime | None
    why: str

    @classmethod
    def of(cls, doubt: Doubt) -> DoubtView:
        return cls.model_validate({**vars(doubt), "reason": as_said(doubt.reason, doubt.reason_said)})


class DoubtFilter(BaseModel):
    state: DoubtState | None = None
    machine: str | None = None
    plant: str | None = None


class SettleDoubt(BaseModel):
    """How many pieces were made, be it none, and how that is known."""

    pieces: int = Field(ge=0, le=MOST_PIECES)
    why: str = Field(min_length=1, max_length=500)


@router.get("/doubtful-counts", may="equipment.doubtful-count.read")
async def list_doubts(tx: ReadTx, page: Page, wanted: Annotated[DoubtFilter, Query()]) -> Listed[DoubtView]:
    return (await doubts.page(tx, page, *matching(table, wanted))).map(DoubtView.of)


@router.get("/doubtful-counts/{doubt}", may="equipment.doubtful-count.read", errors=[Missing])
async def get_doubt(doubt: str, tx: ReadTx, tags: Tags) -> DoubtView:
    return tags.on(DoubtView.of(await doubts.get(tx, doubt)))


@router.post(
    "/doubtful-counts/{doubt}/settle",
    may="equipment.doubtful-count.settle",
    errors=[Missing, Stale, VersionMissing, DoubtSettledAlready],
)
async def settle_doubt(doubt: str, body: SettleDoubt, transact: Transact, tags: Tags) -> DoubtView:
    """The pieces are counted for the day they are of, and told to the work order on the machine."""
    settled = await transact(usecases.settle, doubt, body.pieces, body.why, tags.expected)
    return tags.on(DoubtView.of(settled))
