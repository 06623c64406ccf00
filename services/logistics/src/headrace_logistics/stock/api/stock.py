"""Stock: what is where, what moved, whether the books balance; and the opening stock."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.door import Marking
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.places import STOCK, PlaceKind
from headrace_logistics.stock.store import views
from headrace_logistics.stock.store.views import Holding, ItemBooks, Movement, StockOfLot, Wanted
from headrace_logistics.stock.usecases.open_stock import OpeningRow, open_stock

router = Router(tags=["stock"])


class OpeningStockRow(BaseModel):
    """`maker` says whose lot it is, where that is known: the supplier or our own organisation."""

    plant: str = Field(min_length=1)
    item: str = Field(min_length=1)
    lot: Marking
    quantity: Quantity
    maker: str = ""

    def to_row(self) -> OpeningRow:
        return OpeningRow(self.plant, self.item, self.lot, self.quantity, self.maker)


class LotHoldings(BaseModel):
    """`maker` is whose lot it is: who numbered it; `source` the supplier or work order that it came from.

    Both are empty when it was there before and nobody said.
    """

    item: str
    lot: str
    maker: str
    received_on: date
    source: str
    holdings: list[Holding]


class LotView(BaseModel):
    lot: str
    items: list[LotHoldings]


class StockBalance(BaseModel):
    """All of an item: where it came from (by the movements) and where it is (by the balances); the sums are equal."""

    item: str
    opening: Quantity
    received: Quantity
    made: Quantity
    adjusted: Quantity
    sources: Quantity
    on_hand: Quantity
    in_production: Quantity
    consumed: Quantity
    shipped: Quantity
    scrapped: Quantity
    uses: Quantity
    balanced: bool

    @classmethod
    def of(cls, books: ItemBooks) -> StockBalance:
        came, went = books.came, books.went
        nothing = Quantity.zero(came[PlaceKind.OPENING].unit)
        sources, uses = sum(came.values(), start=nothing), sum(went.values(), start=nothing)
        return cls(
            item=books.item,
            opening=came[PlaceKind.OPENING],
            received=came[PlaceKind.SUPPLIER],
            made=came[PlaceKind.MADE],
            adjusted=came[PlaceKind.ADJUSTMENT],
            sources=sources,
            on_hand=sum((went[kind] for kind in STOCK - {PlaceKind.IN_TRANSIT}), start=nothing),
            in_production=went[PlaceKind.PRODUCTION],
            consumed=went[PlaceKind.CONSUMED],
            shipped=went[PlaceKind.IN_TRANSIT] + went[PlaceKind.CUSTOMER],
            scrapped=went[PlaceKind.SCRAP],
            uses=uses,
            balanced=sources.value == uses.value,
        )


@router.put("/opening-stock", may="logistics.stock.open")
async def put_opening_stock(body: BulkBody[OpeningStockRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = [(number, row.to_row()) for number, row in body.well_formed(loaded)]
    return await transact(open_stock, once(rows, str, "lot", loaded), loaded)


@router.get("/stock", may="logistics.stock.read")
async def list_stock(
    tx: ReadTx,
    page: Page,
    item: Annotated[str | None, Query()] = None,
    plant: Annotated[str | None, Query()] = None,
    lot: Annotated[str | None, Query()] = None,
    maker: Annotated[str | None, Query()] = None,
    serial: Annotated[str | None, Query()] = None,
) -> Listed[StockOfLot]:
    return await views.stock_of_lots(tx, page, Wanted(item, plant, lot, maker, serial))


@router.get("/lots/{lot:path}", may="logistics.stock.read", errors=[Missing])
async def get_lot(lot: str, tx: ReadTx) -> LotView:
    items = [LotHoldings.model_validate(found, from_attributes=True) for found in await views.lots_under(tx, lot)]
    return LotView(lot=lot, items=items)


@router.get("/movements", may="logistics.stock.read")
async def list_movements(
    tx: ReadTx,
    page: Page,
    item: Annotated[str | None, Query()] = None,
    plant: Annotated[str | None, Query()] = None,
    lot: Annotated[str | None, Query()] = None,
    reference: Annotated[str | None, Query()] = None,
) -> Listed[Movement]:
    """The stock ledger, newest first."""
    return await views.movements(tx, page, item, plant, lot, reference)


@router.get("/stock-balance", may="logistics.stock.read")
async def list_stock_balance(
    tx: ReadTx, page: Page, item: Annotated[str | None, Query()] = None
) -> Listed[StockBalance]:
    return (await views.books_of_items(tx, page, item)).map(StockBalance.of)
