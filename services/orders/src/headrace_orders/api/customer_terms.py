"""What a seller agrees to beforehand, for each of its customers and for all others."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.paging import of_parts
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.prices import MoneyBody, PlainDecimal
from headrace_contracts.values import Money
from headrace_orders.model.terms import ORDINARY, CustomerTerms, Ordering
from headrace_orders.store import customer_terms
from headrace_orders.usecases.state_terms import state_terms

router = Router(tags=["customer terms"], allow={"sales", "planner"})


class TermsRow(BaseModel):
    """Without a `customer` they hold for all that have none of their own. `most_per_line` is in the item's own unit;
    what goes beyond it, or beyond `most_open` together, waits for acceptance. A higher priority is refused."""

    customer: str | None = Field(None, min_length=1)
    ordering: Ordering = Ordering.FREE
    most_per_line: Decimal | None = Field(None, ge=0)
    most_open: MoneyBody | None = None
    highest_priority: int = Field(ORDINARY, ge=0, le=9)

    def to_terms(self) -> CustomerTerms:
        most_open = self.most_open and self.most_open.money
        return CustomerTerms(**{name: getattr(self, name) for name in TermsRow.model_fields} | {"most_open": most_open})


class TermsView(BaseModel):
    """`customer` is null for all without terms of their own."""

    customer: str | None
    ordering: Ordering
    most_per_line: PlainDecimal | None
    most_open: Money | None
    highest_priority: int

    @classmethod
    def of(cls, terms: CustomerTerms) -> TermsView:
        return cls.model_validate(terms, from_attributes=True)


@router.put("/customer-terms", allow={"sales"})
async def put_customer_terms(body: BulkBody[TermsRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.customer or "", "customer", loaded)
    return await transact(state_terms, [(number, row.to_terms()) for number, row in rows], loaded)


@router.get("/customer-terms")
async def list_customer_terms(tx: ReadTx, page: Page) -> Listed[TermsView]:
    stated = await customer_terms.stated(tx)
    return page.of(stated.values(), key=lambda terms: of_parts(terms.customer or "")).map(TermsView.of)
