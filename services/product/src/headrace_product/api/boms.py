"""Bills of material: load, find, see as of a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_product.api.shapes import Code
from headrace_product.model.bom import Bom, BomLine
from headrace_product.store import catalogue, tables
from headrace_product.usecases.load_boms import BomData, load_boms

router = Router(tags=["boms"])


class BomLineRow(BaseModel):
    """`quantity_per` one unit of the item, in the component's `unit`. `valid_to` is the last day; null = open."""

    component: Code
    quantity_per: Decimal = Field(gt=0, le=10**9, decimal_places=15)
    unit: Code
    scrap_percent: Decimal = Field(Decimal(0), ge=0, lt=100, decimal_places=6)
    valid_from: date
    valid_to: date | None = None

    def to_line(self) -> BomLine:
        quantity = Quantity(self.quantity_per, self.unit)
        return BomLine(self.component, quantity, self.scrap_percent, self.valid_from, self.valid_to)


class BomRow(BaseModel):
    """All lines of an item's BOM, those of the past and the future too; no lines withdraw it."""

    item: Code
    lines: list[BomLineRow] = Field(max_length=2000)

    def to_data(self) -> BomData:
        return BomData(self.item, tuple(line.to_line() for line in self.lines))


class BomLineView(BaseModel):
    component: str
    quantity_per: Quantity
    scrap_percent: Decimal
    valid_from: date
    valid_to: date | None


class BomView(BaseModel):
    id: str
    version: int
    item: str
    revision: int
    lines: list[BomLineView]

    @classmethod
    def of(cls, bom: Bom, on: date | None = None) -> BomView:
        lines = [line for line in bom.lines if on is None or line.is_valid_on(on)]
        return cls.model_validate({**vars(bom), "item": bom.id, "lines": lines}, from_attributes=True)


class BomFilter(BaseModel):
    """`component` finds the BOMs where it is used."""

    item: str | None = None
    component: str | None = None


@router.put("/boms", may="product.bom.change")
async def put_boms(body: BulkBody[BomRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.item, "item", loaded)
    return await transact(load_boms, [(number, row.to_data()) for number, row in rows], loaded)


@router.get("/boms", may="product.bom.read")
async def list_boms(tx: ReadTx, page: Page, wanted: Annotated[BomFilter, Query()]) -> Listed[BomView]:
    where = matching(tables.bom, wanted, item="id", component="components")
    return (await catalogue.boms.page(tx, page, *where, by_code=True)).map(BomView.of)


@router.get("/boms/{item}", may="product.bom.read", errors=[Missing])
async def get_bom(item: str, tx: ReadTx, tags: Tags, on: date | None = None) -> BomView:
    return tags.on(BomView.of(await catalogue.boms.get(tx, item), on))
