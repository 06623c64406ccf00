"""Suppliers and what they ask: load, find."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field, StringConstraints

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import PriceView
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_srm.api.prices import LoadedPrices, PriceRow
from headrace_srm.model.supplier import Supplier
from headrace_srm.model.supplier_item import Offer, SupplierItem
from headrace_srm.store import suppliers, tables
from headrace_srm.usecases.load_offers import load_offers, withdraw_offers
from headrace_srm.usecases.load_suppliers import SupplierData, load_suppliers

router = Router(tags=["suppliers"])
# An organisation's id, which stands before the colon in supplier:item.
SupplierCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class SupplierRow(BaseModel):
    """`supplier` is its organisation id. `rating` is your own, from 1 (best) to 5."""

    supplier: SupplierCode
    name: Name
    rating: int | None = Field(None, ge=1, le=5)

    def to_data(self) -> SupplierData:
        return SupplierData(self.supplier, self.name, self.rating)


class SupplierView(BaseModel):
    id: str
    version: int
    supplier: str
    name: str
    rating: int | None

    @classmethod
    def of(cls, supplier: Supplier) -> SupplierView:
        return cls.model_validate({**vars(supplier), "supplier": supplier.id})


class SupplierItemRow(BaseModel):
    """`price` is for one unit of the item, `minimum` a decimal string in that unit; another minimum is a price step.

    `rank` says whom to ask first whatever it costs, 1 before 2; without it planning looks at what the quantity costs.
    Planning buys nothing on what is `blocked`.
    """

    supplier: SupplierCode
    item: str
    price: PriceRow
    lead_time_days: int = Field(ge=0, le=3650)
    minimum: Decimal = Field(Decimal(0), ge=0)
    rank: int | None = Field(None, ge=1, le=1000)
    blocked: bool = False

    def to_offer(self) -> Offer:
        """Its minimum has no unit yet: the item's own is put in when it is looked up."""
        return Offer(
            self.supplier,
            self.item,
            self.price.kept,
            self.lead_time_days,
            Quantity(abs(self.minimum), ""),
            self.rank or 0,
            self.blocked,
        )


class SupplierItemView(BaseModel):
    """`rank` 1 is whom to ask first, 0 where the buyer has no wish."""

    id: str
    version: int
    supplier: str
    item: str
    price: PriceView
    lead_time_days: int
    minimum: Quantity
    rank: int
    blocked: bool

    @classmethod
    def of(cls, offered: SupplierItem) -> SupplierItemView:
        data = {name: getattr(offered.offer, name) for name in Offer.__dataclass_fields__}
        data["price"] = PriceView.of(offered.offer.price)
        return cls.model_validate({"id": offered.id, "version": offered.version, **data})


class SupplierItemFilter(BaseModel):
    item: str | None = None
    supplier: str | None = None


@router.put("/suppliers", may="srm.supplier.change")
async def put_suppliers(body: BulkBody[SupplierRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.supplier, "supplier", loaded)
    return await transact(load_suppliers, [(number, row.to_data()) for number, row in rows], loaded)


@router.get("/suppliers", may="srm.supplier.read")
async def list_suppliers(tx: ReadTx, page: Page) -> Listed[SupplierView]:
    return (await suppliers.suppliers.page(tx, page, by_code=True)).map(SupplierView.of)


@router.get("/suppliers/{supplier}", may="srm.supplier.read", errors=[Missing])
async def get_supplier(supplier: str, tx: ReadTx, tags: Tags) -> SupplierView:
    return tags.on(SupplierView.of(await suppliers.suppliers.get(tx, supplier)))


@router.put("/supplier-items", may="srm.supplier-item.change")
async def put_supplier_items(body: BulkBody[SupplierItemRow], transact: Transact) -> LoadedPrices:
    loaded = LoadedPrices()
    rows = body.well_formed(loaded)
    offers = once([(number, row.to_offer()) for number, row in rows], lambda offer: offer.key, "item", loaded)
    await transact(load_offers, offers, loaded)
    loaded.note_rounding(rows)
    return loaded


@router.get("/supplier-items", may="srm.supplier-item.read")
async def list_supplier_items(
    tx: ReadTx, page: Page, wanted: Annotated[SupplierItemFilter, Query()]
) -> Listed[SupplierItemView]:
    where = matching(tables.supplier_item, wanted)
    where.append(tables.supplier_item.c.withdrawn.is_(False))
    return (await suppliers.supplier_items.page(tx, page, *where, by_code=True)).map(SupplierItemView.of)


@router.get("/supplier-items/{supplier_item:path}", may="srm.supplier-item.read", errors=[Missing])
async def get_supplier_item(supplier_item: str, tx: ReadTx, tags: Tags) -> SupplierItemView:
    """By its id, or by supplier:item; of several price steps that from the smallest minimum on."""
    return tags.on(SupplierItemView.of((await suppliers.named(tx, supplier_item))[0]))


@router.delete(
    "/supplier-items/{supplier_item:path}", may="srm.supplier-item.change", status_code=204, errors=[Missing]
)
async def withdraw_supplier_item(supplier_item: str, transact: Transact, minimum: Decimal | None = None) -> None:
    """The supplier sells no more: an offer by its id, or by supplier:item all price steps, or the one of `minimum`."""
    await transact(withdraw_offers, supplier_item, minimum)
