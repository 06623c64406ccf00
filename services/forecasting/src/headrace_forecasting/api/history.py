"""Sales history and stock-outs: loaded in sets, listed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.prices import PriceBody, PriceView
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_forecasting.model.reach import FirstYearRefused, Reach
from headrace_forecasting.model.sale import Sale, StockOut
from headrace_forecasting.store import choices, history
from headrace_forecasting.usecases import choose, load_history

router = Router(tags=["history"])
OfItem = Annotated[str | None, Query(description="only of this item")]


class SaleRow(BaseModel):
    """`reference` is the row's own name in the system it comes from. A return has a negative quantity; `price` is for
    one unit. What is counted in pieces is sold in whole ones."""

    reference: str = Field(min_length=1, max_length=200)
    item: str
    customer: str = ""
    day: date
    quantity: Quantity
    price: PriceBody | None = None

    def to_model(self) -> Sale:
        price = self.price.price if self.price else None
        return Sale(self.reference, self.item, self.customer, self.day, self.quantity, price)


class SaleView(BaseModel):
    reference: str
    item: str
    customer: str
    day: date
    quantity: Quantity
    price: PriceView | None

    @classmethod
    def of(cls, sale: Sale) -> SaleView:
        own = {field: getattr(sale, field) for field in cls.model_fields}
        return cls(**own | {"price": sale.price and PriceView.of(sale.price)})


class StockOutRow(BaseModel):
    """Days on which the item could not be sold for want of stock, both included."""

    item: str
    first_day: date
    last_day: date

    @classmethod
    def of(cls, out: StockOut) -> StockOutRow:
        return cls.model_validate(out, from_attributes=True)

    def to_model(self) -> StockOut:
        return StockOut(self.item, self.first_day, self.last_day)


class HistoryReach(BaseModel):
    """Sales and stock-outs of days from `first_day` to `last_day` are taken, and looked at by forecasts."""

    first_day: date
    last_day: date

    @classmethod
    def of(cls, reach: Reach) -> HistoryReach:
        return cls(first_day=reach.first, last_day=reach.last)


class ChooseReach(BaseModel):
    """`first_year` null = ten years back, whatever year it is."""

    first_year: int | None


@router.get("/history-reach", may="forecasting.history.read")
async def get_reach(tx: ReadTx) -> HistoryReach:
    return HistoryReach.of(await choices.reach(tx))


@router.put("/history-reach", may="forecasting.history.limit", errors=[FirstYearRefused])
async def put_reach(body: ChooseReach, transact: Transact) -> HistoryReach:
    return HistoryReach.of(await transact(choose.first_year, body.first_year))


@router.put("/sales-history", may="forecasting.history.record")
async def put_sales(body: BulkBody[SaleRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.reference, "reference", loaded)
    return await transact(load_history.load_sales, [(number, row.to_model()) for number, row in rows], loaded)


@router.get("/sales-history", may="forecasting.history.read")
async def list_sales(tx: ReadTx, page: Page, item: OfItem = None) -> Listed[SaleView]:
    return (await history.page_sales(tx, page, item)).map(SaleView.of)


@router.get("/sales-history/{reference:path}", may="forecasting.history.read", errors=[Missing])
async def get_sale(reference: str, tx: ReadTx) -> SaleView:
    return SaleView.of(await history.get_sale(tx, reference))


@router.put("/stock-outs", may="forecasting.history.record")
async def put_stock_outs(body: BulkBody[StockOutRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: f"{row.first_day} {row.item}", "", loaded)
    return await transact(load_history.load_stock_outs, [(number, row.to_model()) for number, row in rows], loaded)


@router.get("/stock-outs", may="forecasting.history.read")
async def list_stock_outs(tx: ReadTx, page: Page, item: OfItem = None) -> Listed[StockOutRow]:
    return (await history.page_stock_outs(tx, page, item)).map(StockOutRow.of)
