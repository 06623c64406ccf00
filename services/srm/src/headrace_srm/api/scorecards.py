"""Past purchases and the scorecards made from all purchases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import PriceView
from headrace_contracts.errors import Missing
from headrace_srm.api.prices import LoadedPrices, PriceRow
from headrace_srm.model.past_purchase import PastPurchase
from headrace_srm.model.scorecard import Scorecard
from headrace_srm.store import past_purchases, tables
from headrace_srm.store.suppliers import suppliers
from headrace_srm.usecases.load_past_purchases import load_past_purchases
from headrace_srm.usecases.score import score

router = Router(tags=["scorecards"])
Amount = Annotated[Decimal, Field(ge=0)]


class PastPurchaseRow(BaseModel):
    """`reference` names the order line in your old books; quantities are decimal strings in the item's unit."""

    reference: str = Field(min_length=1, max_length=100)
    supplier: str
    item: str
    ordered_on: date
    due: date
    received_on: date | None = None
    quantity: Decimal = Field(gt=0)
    received: Amount = Decimal(0)
    rejected: Amount = Decimal(0)
    price: PriceRow

    def to_purchase(self) -> PastPurchase:
        data = {name: getattr(self, name) for name in PastPurchase.__dataclass_fields__}
        return PastPurchase(**data | {"price": self.price.kept})


class PastPurchaseView(BaseModel):
    reference: str
    supplier: str
    item: str
    ordered_on: date
    due: date
    received_on: date | None
    quantity: Decimal
    received: Decimal
    rejected: Decimal
    price: PriceView

    @classmethod
    def of(cls, purchase: PastPurchase) -> PastPurchaseView:
        data = {name: getattr(purchase, name) for name in PastPurchase.__dataclass_fields__}
        return cls.model_validate({**data, "price": PriceView.of(purchase.price)})


class ScorecardView(BaseModel):
    """Rates go from 0 to 1; null when there is nothing to judge yet. Each order line counts once.

    `on_time_rate`: lines wholly there by their due day, in however many parts, of all lines due. `in_time_share`: the
    part of a line there by its due day, on average. `accepted_rate`: the good part of what was judged, on average.
    """

    id: str
    supplier: str
    name: str
    rating: int | None
    lines: int
    due_lines: int
    on_time_lines: int
    judged_lines: int
    on_time_rate: float | None
    in_time_share: float | None
    accepted_rate: float | None

    @classmethod
    def of(cls, card: Scorecard, name: str, rating: int | None) -> ScorecardView:
        data = {field: getattr(card, field) for field in Scorecard.__dataclass_fields__}
        return cls.model_validate({"id": card.supplier, "name": name, "rating": rating, **data})


class PastPurchaseFilter(BaseModel):
    supplier: str | None = None
    item: str | None = None


@router.put("/purchase-history", may="srm.purchase-history.record")
async def put_purchase_history(body: BulkBody[PastPurchaseRow], transact: Transact) -> LoadedPrices:
    loaded = LoadedPrices()
    rows = once(body.well_formed(loaded), lambda row: row.reference, "reference", loaded)
    await transact(load_past_purchases, [(number, row.to_purchase()) for number, row in rows], loaded)
    loaded.note_rounding(rows)
    return loaded


@router.get("/purchase-history", may="srm.purchase-history.read")
async def list_purchase_history(
    tx: ReadTx, page: Page, wanted: Annotated[PastPurchaseFilter, Query()]
) -> Listed[PastPurchaseView]:
    found = await past_purchases.page(tx, page, *matching(tables.past_purchase, wanted))
    return found.map(PastPurchaseView.of)


@router.get("/scorecards", may="srm.scorecard.read")
async def list_scorecards(tx: ReadTx, page: Page) -> Listed[ScorecardView]:
    found = await suppliers.page(tx, page, by_code=True)
    cards = await score(tx, [supplier.id for supplier in found.items])
    return found.map(lambda supplier: ScorecardView.of(cards[supplier.id], supplier.name, supplier.rating))


@router.get("/scorecards/{supplier}", may="srm.scorecard.read", errors=[Missing])
async def get_scorecard(supplier: str, tx: ReadTx) -> ScorecardView:
    known = await suppliers.get(tx, supplier)
    return ScorecardView.of((await score(tx, [supplier]))[supplier], known.name, known.rating)
