"""How strictly the lots of each source are sampled, by the switching rules."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.documents import Stale
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing
from headrace_contracts.quality.v1 import InspectionKind
from headrace_quality.model.sampling import Severity
from headrace_quality.model.series import LotSeries
from headrace_quality.model.switching import NotDiscontinued
from headrace_quality.store.records import lot_series
from headrace_quality.store.tables import lot_series as series_table
from headrace_quality.usecases import dispose

router = Router(tags=["lot-series"])


class LotSeriesView(BaseModel):
    """`source` is the supplier, or the plant for lots made in house. While discontinued, no lot can be decided."""

    id: str
    version: int
    kind: InspectionKind
    source: str
    item: str
    severity: Severity
    discontinued: bool
    score: int
    accepted_running: int
    rejected_on_tightened: int

    @classmethod
    def of(cls, series: LotSeries) -> LotSeriesView:
        switching = series.switching
        return cls(
            id=series.id,
            version=series.version,
            kind=series.kind,
            source=series.source,
            item=series.item,
            severity=switching.severity,
            discontinued=switching.discontinued,
            score=switching.score,
            accepted_running=switching.accepted_running,
            rejected_on_tightened=switching.rejected_on_tightened,
        )


class LotSeriesFilter(BaseModel):
    source: str | None = None
    item: str | None = None


@router.get("/lot-series", may="quality.lot-series.read")
async def list_lot_series(tx: ReadTx, page: Page, wanted: Annotated[LotSeriesFilter, Query()]) -> Listed[LotSeriesView]:
    return (await lot_series.page(tx, page, *matching(series_table, wanted))).map(LotSeriesView.of)


@router.get("/lot-series/{series}", may="quality.lot-series.read", errors=[Missing])
async def get_lot_series(series: str, tx: ReadTx, tags: Tags) -> LotSeriesView:
    return tags.on(LotSeriesView.of(await lot_series.get(tx, series)))


@router.post(
    "/lot-series/{series}/resumption",
    may="quality.lot-series.resume",
    errors=[Missing, NotDiscontinued, Stale, VersionMissing],
)
async def resume(series: str, transact: Transact, tags: Tags) -> LotSeriesView:
    """The cause of the rejections is mended: inspection goes on, tightened."""
    return tags.on(LotSeriesView.of(await transact(dispose.resume, series, tags.expected)))
