"""Customer orders: place, follow, cancel."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.auth import Principal
from headrace_chassis.documents import Stale
from headrace_chassis.language import as_said
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import PriceView
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing, RuleBroken, WrongState
from headrace_contracts.values import Money, Quantity
from headrace_orders.model.order import NotAsked, Order, OrderState
from headrace_orders.model.parts import Allocation, OrderLine, PromiseChange, Refusal
from headrace_orders.model.taking import OrderRefused, WantedLine
from headrace_orders.model.terms import Side
from headrace_orders.store.orders import orders
from headrace_orders.store.tables import sales_order
from headrace_orders.usecases import answer_order, follow_order, place_order

router = Router(tags=["orders"])
SPEAKS = {Side.SELLER: "orders.side.sell", Side.CUSTOMER: "orders.side.buy"}
"""Whose people may answer for a firm, on either side of an order."""
ANSWERS: list[type[RuleBroken]] = [Missing, NotAsked, WrongState, Stale, VersionMissing]


class PlaceOrderLine(BaseModel):
    item: str
    quantity: Quantity
    due: date


class PlaceOrder(BaseModel):
    """A customer names the `seller`; a seller's own staff name the `customer` instead."""

    seller: str | None = None
    customer: str | None = None
    priority: int = Field(0, ge=0, le=9)
    lines: list[PlaceOrderLine] = Field(max_length=500)

    def to_command(self, caller: Principal) -> place_order.PlaceOrderCommand:
        return place_order.PlaceOrderCommand(
            seller=self.seller or caller.tenant,
            customer=(self.customer or caller.tenant)
            if (self.seller or caller.tenant) == caller.tenant
            else caller.tenant,
            lines=[WantedLine(line.item, line.quantity, line.due) for line in self.lines],
            priority=self.priority,
        )


class OrderLineView(BaseModel):
    """`taken_back` is what was not sent when the order was closed."""

    line: int
    item: str
    quantity: Quantity
    due: date
    unit_price: PriceView
    delivered: Quantity
    taken_back: Quantity

    @classmethod
    def of(cls, line: OrderLine) -> OrderLineView:
        return cls(
            line=line.line,
            item=line.item,
            quantity=line.quantity,
            due=line.due,
            unit_price=PriceView.of(line.price),
            delivered=line.delivered,
            taken_back=line.taken_back or Quantity.zero(line.quantity.unit),
        )


class AllocationView(BaseModel):
    """A part of a line that one factory makes, or sends from stock, and why it was chosen."""

    line: int
    item: str
    plant: str
    quantity: Quantity
    start: date
    finish: date
    reason: str

    @classmethod
    def of(cls, part: Allocation) -> AllocationView:
        return cls(
            line=part.line,
            item=part.item,
            plant=part.plant,
            quantity=part.quantity,
            start=part.start,
            finish=part.finish,
            reason=as_said(part.reason, part.reason_said),
        )


class RefusalView(BaseModel):
    """Why a factory does not make a line."""

    line: int
    plant: str
    code: str
    reason: str

    @classmethod
    def of(cls, part: Refusal) -> RefusalView:
        return cls(line=part.line, plant=part.plant, code=part.code, reason=as_said(part.reason, part.reason_said))


class PromiseChangeView(BaseModel):
    previous: date
    promise: date
    cause: str
    reference: str

    @classmethod
    def of(cls, change: PromiseChange) -> PromiseChangeView:
        return cls(
            previous=change.previous,
            promise=change.promise,
            cause=as_said(change.cause, change.cause_said),
            reference=change.reference,
        )


class OrderView(BaseModel):
    """`promise` is the day by which all of it will be with the customer; null until the order is matched.

    `reason` says why it waits, is not matched, or has ended; `waits_for` names the firm that a proposal waits for."""

    id: str
    version: int
    number: str
    seller: str
    customer: str
    state: OrderState
    priority: int
    placed_on: date
    promise: date | None
    total: Money
    lines: list[OrderLineView]
    allocations: list[AllocationView]
    refusals: list[RefusalView]
    promise_changes: list[PromiseChangeView]
    reason: str
    waits_for: str | None

    @classmethod
    def of(cls, order: Order) -> OrderView:
        parts = {
            "lines": [OrderLineView.of(line) for line in order.lines],
            "allocations": [AllocationView.of(part) for part in order.allocations],
            "refusals": [RefusalView.of(part) for part in order.refusals],
            "promise_changes": [PromiseChangeView.of(change) for change in order.promise_changes],
            "reason": as_said(order.reason, order.reason_said),
        }
        reckoned = {"seller": order.tenant, "total": order.total, "waits_for": order.waits_for}
        return cls.model_validate({**vars(order), **reckoned, **parts})


class OrderFilter(BaseModel):
    state: OrderState | None = None
    customer: str | None = None
    number: str | None = None


class CancelOrder(BaseModel):
    """What has been sent stays sent: then the order is closed, and the rest of it taken back."""

    reason: str = Field(min_length=1)


class DeclineOrder(BaseModel):
    reason: str = Field(min_length=1)


def _sides(caller: Principal) -> set[Side]:
    return {side for side, needed in SPEAKS.items() if caller.may(needed)}


@router.post("/orders", may="orders.order.place", status_code=201, errors=[OrderRefused])
async def place(body: PlaceOrder, transact: Transact, caller: Caller, tags: Tags) -> OrderView:
    return tags.on(OrderView.of(await transact(place_order.place_order, body.to_command(caller))))


@router.get("/orders", may="orders.order.read")
async def list_orders(tx: ReadTx, page: Page, wanted: Annotated[OrderFilter, Query()]) -> Listed[OrderView]:
    return (await orders.page(tx, page, *matching(sales_order, wanted))).map(OrderView.of)


@router.get("/orders/{order}", may="orders.order.read", errors=[Missing])
async def get_order(order: str, tx: ReadTx, tags: Tags) -> OrderView:
    return tags.on(OrderView.of(await orders.get(tx, order)))


@router.post("/orders/{order}/cancel", may="orders.order.cancel", errors=[Missing, WrongState, Stale, VersionMissing])
async def cancel(order: str, body: CancelOrder, transact: Transact, tags: Tags) -> OrderView:
    return tags.on(OrderView.of(await transact(follow_order.cancel_order, order, body.reason, tags.expected)))


@router.post("/orders/{order}/acceptance", may="orders.order.answer", errors=ANSWERS)
async def accept(order: str, transact: Transact, caller: Caller, tags: Tags) -> OrderView:
    """Who the order waits for takes what goes beyond its terms: the seller's sales, or the customer."""
    return tags.on(OrderView.of(await transact(answer_order.accept_order, order, _sides(caller), tags.expected)))


@router.post("/orders/{order}/refusal", may="orders.order.answer", errors=ANSWERS)
async def decline(order: str, body: DeclineOrder, transact: Transact, caller: Caller, tags: Tags) -> OrderView:
    """Who the order waits for does not take what goes beyond its terms."""
    sides = _sides(caller)
    declined = await transact(answer_order.decline_order, order, sides, body.reason, tags.expected)
    return tags.on(OrderView.of(declined))


@router.post("/orders/{order}/matching", may="orders.order.match", errors=[Missing, WrongState])
async def match_again(order: str, transact: Transact, tags: Tags) -> OrderView:
    """Matching of an order that failed is tried anew."""
    return tags.on(OrderView.of(await transact(follow_order.match_again, order)))
