"""The series of a run: method and its reasons, cleaned weeks, accuracy since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_forecasting.api.forecasts import BucketView
from headrace_forecasting.model.accuracy import Accuracy
from headrace_forecasting.model.demand_class import (
    Abc,
    DemandClass,
    DemandKind,
    LifeStage,
    Regularity,
    StockPolicy,
    Variability,
)
from headrace_forecasting.model.series import Series
from headrace_forecasting.store import choices
from headrace_forecasting.store.forecasts import all_series, latest_order
from headrace_forecasting.store.tables import series as table
from headrace_forecasting.usecases import measure, review

router = Router(tags=["series"])
Policies = Mapping[DemandKind, StockPolicy]


class Level(StrEnum):
    TOTAL = "total"
    CATEGORY = "category"
    SUBCATEGORY = "subcategory"
    ITEM = "item"


class DemandView(BaseModel):
    """`interval` is the mean distance of two sales in weeks, `cv2` how much their sizes vary; `kind` is what follows,
    and `policy` the company's for that kind."""

    regularity: Regularity
    variability: Variability
    life: LifeStage
    abc: Abc
    interval: float
    cv2: float
    kind: DemandKind
    policy: StockPolicy

    @classmethod
    def of(cls, demand: DemandClass, policies: Policies) -> DemandView:
        return cls(**asdict(demand), kind=demand.kind, policy=policies[demand.kind])


class SeriesView(BaseModel):
    """`node` is the last of its names, such as that of a subcategory in its category; what is in none has no name.
    `error` is the method's RMSSE at past dates, `naive_error` that of the better naive method, `value_added` the share
    of it that the method saves; null where there was too little history."""

    id: str
    version: int
    order: str
    level: Level
    node: str
    item: str
    category: str
    subcategory: str
    method: str
    demand: DemandView
    origins: int
    error: float | None
    naive_error: float | None
    value_added: float | None
    horizon_days: int
    quantity: Quantity
    cleaned_weeks: int

    @classmethod
    def of(cls, series: Series, policies: Policies) -> SeriesView:
        return cls.model_validate(_fields(series, policies))


class ScoreView(BaseModel):
    method: str
    rmsse: float
    bias: float


class SeriesDetail(SeriesView):
    """With every candidate's past errors and the weeks forecast."""

    scores: list[ScoreView]
    buckets: list[BucketView]

    @classmethod
    def of(cls, series: Series, policies: Policies) -> SeriesDetail:
        return cls.model_validate(_fields(series, policies), from_attributes=True)


def _fields(series: Series, policies: Policies) -> dict[str, object]:
    return {
        **vars(series),
        "item": series.item,
        "demand": DemandView.of(series.demand, policies),
        "value_added": series.value_added,
        "horizon_days": 7 * len(series.buckets),
        "quantity": series.quantity,
        "cleaned_weeks": len(series.changes),
        "buckets": [BucketView.of(bucket) for bucket in series.buckets],
    }


class ChangeView(BaseModel):
    """A week that cleaning changed; `declined` weeks stay as they were sold in every later run. `before` is what was
    sold less what came back. `who`, `why` and `at` are those of the last decision."""

    week: date
    before: Quantity
    after: Quantity
    reason: str
    declined: bool
    who: str = ""
    why: str = ""
    at: datetime | None = None

    @classmethod
    def of(cls, found: review.Cleaned) -> ChangeView:
        change, decision = found
        return cls.model_validate({**asdict(change), **(asdict(decision) if decision else {"declined": False})})


class DecideChange(BaseModel):
    declined: bool
    why: str = Field(min_length=1)


class AccuracyView(BaseModel):
    """Forecast against what was sold in the `buckets` weeks that are past. A `bias` above 0 is too much; `biased` when
    the tracking signal leaves +-4. `value_added` is the share of naive's error that the forecast saves."""

    series: str
    level: Level
    node: str
    category: str
    subcategory: str
    buckets: int
    rmse: float
    naive_rmse: float
    wape: float | None
    bias: float
    tracking_signal: float
    value_added: float | None
    biased: bool

    @classmethod
    def of(cls, measured: tuple[Series, Accuracy]) -> AccuracyView:
        series, accuracy = measured
        own = {f: getattr(accuracy, f) for f in cls.model_fields if hasattr(accuracy, f)}
        place = {f: getattr(series, f) for f in ("level", "node", "category", "subcategory")}
        return cls(series=series.id, **place, **own)


@router.get("/series", may="forecasting.series.read")
async def list_series(
    tx: ReadTx,
    page: Page,
    order: Annotated[str | None, Query(description="of this forecast order; else of the latest")] = None,
    level: Annotated[Level | None, Query()] = None,
    item: Annotated[str | None, Query()] = None,
    method: Annotated[str | None, Query()] = None,
) -> Listed[SeriesView]:
    c = table.c
    where = [c.order_id == (order or await latest_order(tx))]
    where += [c.level == level.value] if level else []
    where += [c.level == Level.ITEM.value, c.node == item] if item else []
    where += [c.method == method] if method else []
    policies = await choices.policies(tx)
    return (await all_series.page(tx, page, *where, by_code=True)).map(lambda one: SeriesView.of(one, policies))


@router.get("/series/{series}", may="forecasting.series.read", errors=[Missing])
async def get_series(series: str, tx: ReadTx) -> SeriesDetail:
    return SeriesDetail.of(await all_series.get(tx, series), await choices.policies(tx))


@router.get("/series/{series}/changes", may="forecasting.series.read", errors=[Missing])
async def list_changes(series: str, tx: ReadTx) -> Listed[ChangeView]:
    """All on one page."""
    found = await review.changes_of(tx, series)
    return Listed(items=[ChangeView.of(one) for one in found], next_cursor=None)


@router.put("/series/{series}/changes/{week}", may="forecasting.series.decide", errors=[Missing])
async def decide_change(series: str, week: date, body: DecideChange, transact: Transact, caller: Caller) -> ChangeView:
    return ChangeView.of(await transact(review.decide, series, week, body.declined, caller.subject, body.why))


@router.get("/forecast-orders/{order}/accuracy", may="forecasting.forecast.read", errors=[Missing])
async def get_accuracy(order: str, tx: ReadTx, level: Annotated[Level, Query()] = Level.TOTAL) -> Listed[AccuracyView]:
    """All on one page; empty until the first week of the forecast is past."""
    found = await measure.accuracy(tx, order, level.value)
    return Listed(items=[AccuracyView.of(one) for one in found], next_cursor=None)
