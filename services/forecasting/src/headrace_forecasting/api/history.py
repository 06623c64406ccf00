"""Sales history and stock-outs: loaded in sets, listed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody, Loaded
from headrace_contracts.errors import Missing
from headrace_contracts.values import Money, Quantity
from headrace_forecasting.model.sale import Sale, StockOut
from headrace_forecasting.store import history
from headrace_forecasting.usecases import load_history

router = Router(tags=["history"], allow={"planner", "sales"})
OfItem = Annotated[str | None, Query(description="only of this item")]


class SaleRow(BaseModel):
    """`reference` is the row's own name in the system it comes from. A return has a negative quantity; `price` is for
    one unit."""

    reference: str = Field(min_length=1, max_length=200)
    item: str
    customer: str = ""
    day: date
    quantity: Quantity
    price: Money | None = None

    @classmethod
    def of(cls, sale: Sale) -> SaleRow:
        return cls.model_validate(sale, from_attributes=True)

    def to_model(self) -> Sale:
        return Sale(self.reference, self.item, self.customer, self.day, self.quantity, self.price)


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


@router.put("/sales-history")
async def put_sales(body: BulkBody[SaleRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = [(number, row.to_model()) for number, row in body.well_formed(loaded)]
    return await transact(load_history.load_sales, rows, loaded)


@router.get("/sales-history")
async def list_sales(tx: ReadTx, page: Page, item: OfItem = None) -> Listed[SaleRow]:
    return (await history.page_sales(tx, page, item)).map(SaleRow.of)


@router.get("/sales-history/{reference:path}", errors=[Missing])
async def get_sale(reference: str, tx: ReadTx) -> SaleRow:
    return SaleRow.of(await history.get_sale(tx, reference))


@router.put("/stock-outs")
async def put_stock_outs(body: BulkBody[StockOutRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = [(number, row.to_model()) for number, row in body.well_formed(loaded)]
    return await transact(load_history.load_stock_outs, rows, loaded)


@router.get("/stock-outs")
async def list_stock_outs(tx: ReadTx, page: Page, item: OfItem = None) -> Listed[StockOutRow]:
    return (await history.page_stock_outs(tx, page, item)).map(StockOutRow.of)
