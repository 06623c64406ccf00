"""Forecast runs and the orders they draft: review, adjust, release."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.documents import Stale
from headrace_chassis.language import InWords
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.operations import JobView
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_forecasting.model.forecast_line import AdjustmentRefused, Bucket, ForecastLine
from headrace_forecasting.model.forecast_order import ForecastOrder, ForecastOrderClosed, OrderState
from headrace_forecasting.model.remark import Remark, RemarkKind
from headrace_forecasting.store import remarks
from headrace_forecasting.store.forecasts import lines, orders
from headrace_forecasting.store.tables import forecast_line, forecast_order
from headrace_forecasting.usecases import review, run_forecast
from headrace_forecasting.usecases.run_forecast import HistoryMissing

router = Router(tags=["forecasts"])


class RunForecast(BaseModel):
    """The first week forecast is that of `first_day`, today's by default; sales before it count as complete."""

    first_day: date | None = None
    horizon_weeks: int = Field(13, ge=1, le=52)


class ForecastOrderView(BaseModel):
    """`release` is the name under which planning hears of it; `series` counts all levels of the tree, `remarks` what
    the run left out, put right or could not do."""

    id: str
    version: int
    release: str
    number: str
    state: OrderState
    first_day: date
    last_day: date
    items: int
    series: int
    remarks: int
    drafted_by: str
    drafted_at: datetime
    released_by: str
    released_at: datetime | None

    @classmethod
    def of(cls, order: ForecastOrder) -> ForecastOrderView:
        return cls.model_validate({**vars(order), "release": order.id})


class AdjustmentView(BaseModel):
    quantity: Quantity
    who: str
    why: str
    at: datetime


class BucketView(BaseModel):
    """A week. `low` and `high` hold 90 % of what statistics expect; `quantity` is what planning is to use."""

    start: date
    statistical: Quantity
    low: Quantity
    high: Quantity
    quantity: Quantity
    adjustments: list[AdjustmentView]

    @classmethod
    def of(cls, bucket: Bucket) -> BucketView:
        return cls.model_validate(bucket, from_attributes=True)


class ForecastLineView(BaseModel):
    id: str
    version: int
    order: str
    item: str
    method: str
    quantity: Quantity
    is_adjusted: bool
    buckets: list[BucketView]

    @classmethod
    def of(cls, line: ForecastLine) -> ForecastLineView:
        return cls.model_validate(line, from_attributes=True)


class RemarkView(BaseModel):
    """`item` is empty where it's about a level above."""

    item: str
    kind: RemarkKind
    detail: InWords

    @classmethod
    def of(cls, remark: Remark) -> RemarkView:
        return cls.model_validate(remark, from_attributes=True)


class Figure(BaseModel):
    """`start` is the Monday of one of the line's buckets."""

    start: date
    quantity: Quantity


class AdjustLine(BaseModel):
    why: str = Field(min_length=1)
    buckets: list[Figure] = Field(min_length=1, max_length=52)


@router.post("/forecast-runs", may="forecasting.forecast.run", status_code=202, errors=[HistoryMissing])
async def run(body: RunForecast, transact: Transact) -> JobView:
    """The job's result names the `forecast_order`."""
    job = await transact(run_forecast.ask, body.first_day, body.horizon_weeks)
    return JobView.of(job)


class ForecastOrderFilter(BaseModel):
    state: OrderState | None = None
    number: str | None = None


@router.get("/forecast-orders", may="forecasting.forecast.read")
async def list_orders(
    tx: ReadTx, page: Page, wanted: Annotated[ForecastOrderFilter, Query()]
) -> Listed[ForecastOrderView]:
    return (await orders.page(tx, page, *matching(forecast_order, wanted))).map(ForecastOrderView.of)


@router.get("/forecast-orders/{order}", may="forecasting.forecast.read", errors=[Missing])
async def get_order(order: str, tx: ReadTx, tags: Tags) -> ForecastOrderView:
    return tags.on(ForecastOrderView.of(await orders.get(tx, order)))


@router.post(
    "/forecast-orders/{order}/release",
    may="forecasting.forecast.release",
    errors=[Missing, ForecastOrderClosed, Stale, VersionMissing],
)
async def release(order: str, transact: Transact, caller: Caller, tags: Tags) -> ForecastOrderView:
    return tags.on(ForecastOrderView.of(await transact(review.release, order, caller.subject, tags.expected)))


@router.get("/forecast-orders/{order}/remarks", may="forecasting.forecast.read", errors=[Missing])
async def list_remarks(
    order: str, tx: ReadTx, page: Page, item: Annotated[str | None, Query()] = None
) -> Listed[RemarkView]:
    """What the run left out, put right or could not do, item by item, and how to mend it."""
    await orders.get(tx, order)
    return (await remarks.page(tx, page, order, item)).map(RemarkView.of)


@router.get("/forecast-orders/{order}/lines", may="forecasting.forecast.read", errors=[Missing])
async def list_lines(
    order: str, tx: ReadTx, page: Page, item: Annotated[str | None, Query()] = None
) -> Listed[ForecastLineView]:
    await orders.get(tx, order)
    c = forecast_line.c
    where = [c.order_id == order, *([c.item == item] if item else [])]
    return (await lines.page(tx, page, *where, by_code=True)).map(ForecastLineView.of)


@router.get("/forecast-orders/{order}/lines/{item}", may="forecasting.forecast.read", errors=[Missing])
async def get_line(order: str, item: str, tx: ReadTx, tags: Tags) -> ForecastLineView:
    return tags.on(ForecastLineView.of(await lines.get(tx, ForecastLine.name(order, item))))


@router.put(
    "/forecast-orders/{order}/lines/{item}",
    may="forecasting.forecast.adjust",
    errors=[Missing, ForecastOrderClosed, AdjustmentRefused, Stale, VersionMissing],
)
async def adjust_line(
    order: str, item: str, body: AdjustLine, transact: Transact, caller: Caller, tags: Tags
) -> ForecastLineView:
    """Own figures for some weeks; the statistical ones stay beside them. If-Match names the line's version."""
    figures = {figure.start: figure.quantity for figure in body.buckets}
    line = await transact(review.adjust, order, item, figures, caller.subject, body.why, tags.expected)
    return tags.on(ForecastLineView.of(line))
