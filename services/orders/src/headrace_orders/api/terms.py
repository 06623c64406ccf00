"""What firms agree to beforehand, for each of their partners and for all others: a seller for orders of its customers,
a customer for orders that a seller enters in its name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.paging import of_parts
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.prices import MoneyBody, PlainDecimal
from headrace_contracts.values import Money
from headrace_orders.model.terms import ORDINARY, Ordering, Side, Terms
from headrace_orders.store import terms as store
from headrace_orders.usecases.state_terms import state_terms

router = Router(tags=["terms"])


class BoundsRow(BaseModel):
    ordering: Ordering = Ordering.FREE
    most_per_line: Decimal | None = Field(None, ge=0)
    most_open: MoneyBody | None = None

    def terms(self, side: Side, partner: str | None, highest_priority: int | None = None) -> Terms:
        return Terms(
            side=side,
            partner=partner,
            ordering=self.ordering,
            most_per_line=self.most_per_line,
            most_open=self.most_open.money if self.most_open else None,
            highest_priority=highest_priority,
        )


class CustomerTermsRow(BoundsRow):
    """Without a `customer` they hold for all that have none of their own. `most_per_line` is in the item's own unit;
    what goes beyond it, or beyond `most_open` together, waits for acceptance. A higher priority is refused."""

    customer: str | None = Field(None, min_length=1)
    highest_priority: int = Field(ORDINARY, ge=0, le=9)

    def to_terms(self) -> Terms:
        return self.terms(Side.SELLER, self.customer, self.highest_priority)


class BuyingTermsRow(BoundsRow):
    """Without a `seller` they hold for all that have none of their own. What a seller enters beyond them waits for
    the customer's acceptance."""

    seller: str | None = Field(None, min_length=1)

    def to_terms(self) -> Terms:
        return self.terms(Side.CUSTOMER, self.seller)


class BoundsView(BaseModel):
    ordering: Ordering
    most_per_line: PlainDecimal | None
    most_open: Money | None


class CustomerTermsView(BoundsView):
    """`customer` is null for all without terms of their own."""

    customer: str | None
    highest_priority: int

    @classmethod
    def of(cls, terms: Terms) -> CustomerTermsView:
        return cls(customer=terms.partner, highest_priority=terms.highest_priority or ORDINARY, **_bounds(terms))


class BuyingTermsView(BoundsView):
    """`seller` is null for all without terms of their own."""

    seller: str | None

    @classmethod
    def of(cls, terms: Terms) -> BuyingTermsView:
        return cls(seller=terms.partner, **_bounds(terms))


@router.put("/customer-terms", may="orders.customer-terms.change")
async def put_customer_terms(body: BulkBody[CustomerTermsRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.customer or "", "customer", loaded)
    return await transact(state_terms, Side.SELLER, [(number, row.to_terms()) for number, row in rows], loaded)


@router.get("/customer-terms", may="orders.customer-terms.read")
async def list_customer_terms(tx: ReadTx, page: Page) -> Listed[CustomerTermsView]:
    return (await _listed(tx, page, Side.SELLER)).map(CustomerTermsView.of)


@router.put("/buying-terms", may="orders.buying-terms.change")
async def put_buying_terms(body: BulkBody[BuyingTermsRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.seller or "", "seller", loaded)
    return await transact(state_terms, Side.CUSTOMER, [(number, row.to_terms()) for number, row in rows], loaded)


@router.get("/buying-terms", may="orders.buying-terms.read")
async def list_buying_terms(tx: ReadTx, page: Page) -> Listed[BuyingTermsView]:
    return (await _listed(tx, page, Side.CUSTOMER)).map(BuyingTermsView.of)


async def _listed(tx: ReadTx, page: Page, side: Side) -> Listed[Terms]:
    return page.of((await store.stated(tx, side)).values(), key=lambda terms: of_parts(terms.partner or ""))


def _bounds(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in BoundsView.model_fields}
