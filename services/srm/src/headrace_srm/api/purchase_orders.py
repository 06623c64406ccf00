"""Purchase orders: find, confirm, counter-propose, come to terms, close short, cancel."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.documents import Stale
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import PriceBody, PriceView
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.values import Money, Quantity
from headrace_srm.model.counter_proposal import LineChange
from headrace_srm.model.order_line import Closing, OrderLine, Terms
from headrace_srm.model.progress import LineState
from headrace_srm.model.purchase_order import OrderState, PurchaseOrder, Step, StepKind
from headrace_srm.model.refusal import CounterProposalRefused, OtherPartysPart
from headrace_srm.store import tables
from headrace_srm.store.purchase_orders import purchase_orders
from headrace_srm.usecases import agree

router = Router(tags=["purchase orders"])
STEP_ERRORS = [Missing, OtherPartysPart, WrongState, Stale, VersionMissing]


class TermsView(BaseModel):
    line: int
    quantity: Quantity
    price: PriceView
    due: date

    @classmethod
    def of(cls, terms: Terms) -> TermsView:
        return cls(line=terms.line, quantity=terms.quantity, price=PriceView.of(terms.price), due=terms.due)


class OrderLineView(TermsView):
    """`noted` was sent by delivery notes; `received`, `accepted` and `rejected` is what the buyer found.

    `closed` says what was ordered, where the buyer gave up what was not sent.
    """

    item: str
    state: LineState
    proposals: list[str]
    noted: Quantity
    received: Quantity
    accepted: Quantity
    rejected: Quantity
    closed: Closing | None

    @classmethod
    def of_line(cls, line: OrderLine) -> OrderLineView:
        progress = line.progress
        return cls(
            **dict(TermsView.of(line.terms)),
            item=line.item,
            state=line.state,
            proposals=line.proposals,
            noted=line.noted,
            received=progress.received,
            accepted=progress.found_good,
            rejected=progress.found_bad,
            closed=line.closed,
        )


class StepView(BaseModel):
    kind: StepKind
    revision: int
    by: str
    day: date
    terms: list[TermsView]
    reason: str

    @classmethod
    def of(cls, step: Step) -> StepView:
        terms = [TermsView.of(each) for each in step.terms]
        return cls(kind=step.kind, revision=step.revision, by=step.by, day=step.day, terms=terms, reason=step.reason)


class PurchaseOrderView(BaseModel):
    """The same for buyer and supplier. `revision` counts the terms; `counter` are those the supplier offers instead."""

    id: str
    version: int
    number: str
    buyer: str
    supplier: str
    plant: str
    batch: str
    state: OrderState
    revision: int
    due: date
    total: Money
    lines: list[OrderLineView]
    counter: list[TermsView]
    steps: list[StepView]

    @classmethod
    def of(cls, order: PurchaseOrder) -> PurchaseOrderView:
        derived = {
            "buyer": order.tenant,
            "due": order.due,
            "total": order.total,
            "lines": [OrderLineView.of_line(line) for line in order.lines],
            "counter": [TermsView.of(terms) for terms in order.counter],
            "steps": [StepView.of(step) for step in order.steps],
        }
        return cls.model_validate({**vars(order), **derived})


class LineChangeBody(BaseModel):
    """What is left out stays as asked."""

    line: int
    quantity: Quantity | None = None
    due: date | None = None
    price: PriceBody | None = None

    def to_change(self) -> LineChange:
        return LineChange(self.line, self.quantity, self.price.price if self.price else None, self.due)


class CounterProposal(BaseModel):
    lines: list[LineChangeBody] = Field(min_length=1, max_length=1000)
    reason: str = Field(min_length=1, max_length=1000)


class Reason(BaseModel):
    reason: str = Field(min_length=1, max_length=1000)


class OrderFilter(BaseModel):
    """`order` is the customer order that the goods are for; only the buyer's own staff may ask for it."""

    state: OrderState | None = None
    supplier: str | None = None
    plant: str | None = None
    batch: str | None = None
    item: str | None = None
    order: str | None = None


@router.get("/purchase-orders", may="srm.purchase-order.read")
async def list_purchase_orders(
    tx: ReadTx, page: Page, wanted: Annotated[OrderFilter, Query()]
) -> Listed[PurchaseOrderView]:
    where = matching(tables.purchase_order, wanted, item="items", order="customer_orders")
    where += [tables.purchase_order.c.tenant == tx.tenant] if wanted.order else []
    return (await purchase_orders.page(tx, page, *where)).map(PurchaseOrderView.of)


@router.get("/purchase-orders/{purchase_order}", may="srm.purchase-order.read", errors=[Missing])
async def get_purchase_order(purchase_order: str, tx: ReadTx, tags: Tags) -> PurchaseOrderView:
    return tags.on(PurchaseOrderView.of(await purchase_orders.get(tx, purchase_order)))


@router.post("/purchase-orders/{purchase_order}/confirmation", may="srm.purchase-order.confirm", errors=STEP_ERRORS)
async def confirm_purchase_order(purchase_order: str, transact: Transact, tags: Tags) -> PurchaseOrderView:
    return tags.on(PurchaseOrderView.of(await transact(agree.confirm, purchase_order, tags.expected)))


@router.post(
    "/purchase-orders/{purchase_order}/counter-proposal",
    may="srm.purchase-order.counter-propose",
    errors=[*STEP_ERRORS, CounterProposalRefused],
)
async def counter_propose(
    purchase_order: str, body: CounterProposal, transact: Transact, tags: Tags
) -> PurchaseOrderView:
    changes = [line.to_change() for line in body.lines]
    order = await transact(agree.counter_propose, purchase_order, changes, body.reason, tags.expected)
    return tags.on(PurchaseOrderView.of(order))


@router.post(
    "/purchase-orders/{purchase_order}/counter-proposal/acceptance", may="srm.purchase-order.answer", errors=STEP_ERRORS
)
async def accept_counter_proposal(purchase_order: str, transact: Transact, tags: Tags) -> PurchaseOrderView:
    order = await transact(agree.accept_counter_proposal, purchase_order, tags.expected)
    return tags.on(PurchaseOrderView.of(order))


@router.post(
    "/purchase-orders/{purchase_order}/counter-proposal/refusal", may="srm.purchase-order.answer", errors=STEP_ERRORS
)
async def refuse_counter_proposal(
    purchase_order: str, body: Reason, transact: Transact, tags: Tags
) -> PurchaseOrderView:
    order = await transact(agree.refuse_counter_proposal, purchase_order, body.reason, tags.expected)
    return tags.on(PurchaseOrderView.of(order))


@router.post(
    "/purchase-orders/{purchase_order}/lines/{line}/closure", may="srm.purchase-order.close-line", errors=STEP_ERRORS
)
async def close_line(purchase_order: str, line: int, body: Reason, transact: Transact, tags: Tags) -> PurchaseOrderView:
    """What the supplier has not sent of the line does not come: it is given up, and planning may buy it elsewhere."""
    order = await transact(agree.close_line, purchase_order, line, body.reason, tags.expected)
    return tags.on(PurchaseOrderView.of(order))


@router.post("/purchase-orders/{purchase_order}/cancellation", may="srm.purchase-order.cancel", errors=STEP_ERRORS)
async def cancel_purchase_order(purchase_order: str, body: Reason, transact: Transact, tags: Tags) -> PurchaseOrderView:
    """Before anything was sent all of it ends; after that what was not sent, and what is under way still comes."""
    order = await transact(agree.cancel, purchase_order, body.reason, tags.expected)
    return tags.on(PurchaseOrderView.of(order))
