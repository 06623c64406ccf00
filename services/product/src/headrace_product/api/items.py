"""Items: load, find."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import LARGEST, PriceBody, PriceView
from headrace_contracts.errors import Missing
from headrace_contracts.product.v1 import Source, Tracking
from headrace_contracts.units import FINEST
from headrace_contracts.values import Quantity
from headrace_product.api.shapes import Code, Group, Name
from headrace_product.model.item import Item, ItemData
from headrace_product.store import catalogue, tables
from headrace_product.usecases.load_items import load_items

router = Router(tags=["items"])
Amount = Annotated[Decimal, Field(ge=0, le=LARGEST, decimal_places=FINEST)]
SourceWord = Literal["make", "buy"]


class ItemRow(BaseModel):
    """Amounts are decimal strings in the item's unit; `lot_multiple` 0 = lots of any size."""

    item: Code
    name: Name
    unit: Code
    category: Group = ""
    subcategory: Group = ""
    source: SourceWord
    tracking: Literal["lot", "serial"] = "lot"
    sold: bool = False
    lead_time_days: int = Field(0, ge=0, le=3650)
    safety_stock: Amount = Decimal(0)
    lot_minimum: Amount = Decimal(0)
    lot_multiple: Amount = Decimal(0)
    standard_cost: PriceBody | None = None
    list_price: PriceBody | None = None

    def to_data(self) -> ItemData:
        return ItemData(
            item=self.item,
            name=self.name,
            unit=self.unit,
            category=self.category,
            subcategory=self.subcategory,
            source=Source(self.source),
            tracking=Tracking(self.tracking),
            sold=self.sold,
            lead_time_days=self.lead_time_days,
            safety_stock=Quantity(self.safety_stock, self.unit),
            lot_minimum=Quantity(self.lot_minimum, self.unit),
            lot_multiple=Quantity(self.lot_multiple, self.unit),
            standard_cost=self.standard_cost.price if self.standard_cost else None,
            list_price=self.list_price.price if self.list_price else None,
        )


class ItemView(BaseModel):
    id: str
    version: int
    item: str
    name: str
    unit: str
    category: str
    subcategory: str
    source: Source
    tracking: Tracking
    sold: bool
    lead_time_days: int
    safety_stock: Quantity
    lot_minimum: Quantity
    lot_multiple: Quantity
    unit_decimals: int
    standard_cost: PriceView | None
    list_price: PriceView | None

    @classmethod
    def of(cls, item: Item) -> ItemView:
        data = {name: getattr(item.data, name) for name in ItemData.__dataclass_fields__}
        prices = {name: data[name] and PriceView.of(data[name]) for name in ("standard_cost", "list_price")}
        return cls(id=item.id, version=item.version, unit_decimals=item.decimals, **data | prices)


class ItemFilter(BaseModel):
    category: str | None = None
    subcategory: str | None = None
    source: SourceWord | None = None
    sold: bool | None = None


@router.put("/items", may="product.item.change")
async def put_items(body: BulkBody[ItemRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.item, "item", loaded)
    return await transact(load_items, [(number, row.to_data()) for number, row in rows], loaded)


@router.get("/items", may="product.item.read")
async def list_items(tx: ReadTx, page: Page, wanted: Annotated[ItemFilter, Query()]) -> Listed[ItemView]:
    where = matching(tables.item, wanted)
    return (await catalogue.items.page(tx, page, *where, by_code=True)).map(ItemView.of)


@router.get("/items/{item}", may="product.item.read", errors=[Missing])
async def get_item(item: str, tx: ReadTx, tags: Tags) -> ItemView:
    return tags.on(ItemView.of(await catalogue.items.get(tx, item)))
