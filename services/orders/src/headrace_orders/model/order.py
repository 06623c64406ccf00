"""A customer's order: placed, matched to factories or refused, delivered or cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.orders import v1 as events
from headrace_contracts.values import Money, Quantity


class OrderRefused(RuleBroken):
    """The order can't be taken as it stands."""


class OrderState(StrEnum):
    PLACED = "placed"
    MATCHED = "matched"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """What the seller offers: an item, the unit it is sold in, and its price for one unit.

    `obtainable`: a factory has a routing for it, or some of it is in stock.
    """

    item: str
    name: str
    unit: str
    price: Money | None
    sold: bool
    obtainable: bool


@dataclass(frozen=True, slots=True)
class WantedLine:
    item: str
    quantity: Quantity
    due: date


@dataclass(slots=True)
class OrderLine:
    line: int
    item: str
    quantity: Quantity
    due: date
    unit_price: Money
    delivered: Quantity

    @property
    def is_delivered(self) -> bool:
        return self.delivered >= self.quantity


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a line that one factory makes, or sends from stock, and why it was chosen."""

    line: int
    item: str
    plant: str
    quantity: Quantity
    start: date
    finish: date
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a factory does not make a line."""

    line: int
    plant: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class PromiseChange:
    previous: date
    promise: date
    cause: str
    reference: str

    @property
    def days(self) -> int:
        return (self.promise - self.previous).days


@dataclass(kw_only=True)
class Order(Aggregate):
    """`tenant` is the seller. `promise` is the day by which all of it will be with the customer."""

    number: str
    customer: str
    priority: int
    lines: list[OrderLine]
    placed_on: date
    state: OrderState = OrderState.PLACED
    promise: date | None = None
    allocations: list[Allocation] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    promise_changes: list[PromiseChange] = field(default_factory=list)
    reason: str = ""

    @classmethod
    def place(
        cls,
        order: str,
        number: str,
        *,
        seller: str,
        customer: str,
        wanted: Sequence[WantedLine],
        catalogue: dict[str, CatalogueItem],
        today: date,
        priority: int = 0,
    ) -> Order:
        """Take an order as wanted. Raises OrderRefused naming every line that is wrong, and why."""
        problems = [p for i, want in enumerate(wanted) if (p := _problem(i, want, catalogue, today))]
        if not wanted:
            problems = [("lines", "an order has at least one line")]
        if problems:
            raise OrderRefused.naming(*problems)
        lines = [_line(i, want, catalogue[want.item]) for i, want in enumerate(wanted, start=1)]
        new = cls(
            id=order,
            tenant=seller,
            number=number,
            customer=customer,
            priority=priority,
            lines=lines,
            placed_on=today,
        )
        new.tell(
            events.OrderPlaced(
                order=order,
                number=number,
                customer=customer,
                priority=priority,
                lines=tuple(_told(line) for line in lines),
                total=new.total,
            )
        )
        return new

    @property
    def total(self) -> Money:
        prices = (line.unit_price.times(line.quantity.value) for line in self.lines)
        return Money.total(prices, self.lines[0].unit_price.currency)

    def match(self, allocations: Sequence[Allocation], refusals: Sequence[Refusal], promise: date) -> None:
        """Give every line to factories, all of it."""
        self._expect(OrderState.PLACED, to="match it")
        self.state, self.promise = OrderState.MATCHED, promise
        self.allocations, self.refusals = list(allocations), list(refusals)
        self.tell(
            events.OrderMatched(
                order=self.id,
                customer=self.customer,
                priority=self.priority,
                allocations=tuple(_told_allocation(a) for a in allocations),
                refusals=tuple(_told_refusal(r) for r in refusals),
                promise=promise,
            )
        )

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """No factory, or not enough of them, can make it; nothing is begun."""
        self._expect(OrderState.PLACED, to="refuse it")
        self.state, self.refusals = OrderState.REFUSED, list(refusals)
        told = tuple(_told_refusal(r) for r in refusals)
        self.tell(events.OrderRefused(order=self.id, customer=self.customer, refusals=told))

    def move_promise(self, days: int, *, cause: str, reference: str) -> None:
        """Work for it ends `days` later (or earlier, when negative) than planned. An order that has ended stays.

        One breakdown may move several pieces of work for the order: the longest of them moves the promise.
        """
        if self.state is not OrderState.MATCHED or self.promise is None:
            return
        before = [change.days for change in self.promise_changes if change.reference == reference]
        days = max(0, days - sum(before)) if before else days
        if days == 0:
            return
        change = PromiseChange(self.promise, self.promise + timedelta(days=days), cause, reference)
        self.promise = change.promise
        self.promise_changes.append(change)
        self.tell(
            events.PromiseMoved(
                order=self.id,
                customer=self.customer,
                previous=change.previous,
                promise=change.promise,
                cause=cause,
                reference=reference,
            )
        )

    def deliver(self, delivered: Sequence[tuple[int, Quantity]]) -> None:
        """Goods reached the customer: line number and quantity. The last of them fulfils the order."""
        by_number = {line.line: line for line in self.lines}
        for number, quantity in delivered:
            by_number[number].delivered += quantity
        if self.state is OrderState.MATCHED and all(line.is_delivered for line in self.lines):
            self.state = OrderState.FULFILLED
            self.tell(events.OrderFulfilled(order=self.id, customer=self.customer))

    def cancel(self, reason: str) -> None:
        if self.state not in {OrderState.PLACED, OrderState.MATCHED}:
            raise WrongState(f"Order {self.number} is {self.state}; only an open order can be cancelled.")
        if any(line.delivered for line in self.lines):
            raise WrongState(f"Part of order {self.number} is delivered; ask for a return instead.")
        self.state, self.reason = OrderState.CANCELLED, reason
        self.tell(events.OrderCancelled(order=self.id, customer=self.customer, reason=reason))

    def _expect(self, state: OrderState, *, to: str) -> None:
        if self.state is not state:
            raise WrongState(f"Order {self.number} is {self.state}; it must be {state} to {to}.")


def _problem(index: int, want: WantedLine, catalogue: dict[str, CatalogueItem], today: date) -> tuple[str, str] | None:
    known = catalogue.get(want.item)
    wrong = _wrong_item(want, known) or _wrong_amount(want, known, today)
    return (f"lines.{index}", f"line {index + 1}: {wrong}") if wrong else None


def _wrong_item(want: WantedLine, known: CatalogueItem | None) -> str:
    if known is None or not known.sold:
        return f"{want.item} is not in the seller's catalogue"
    if known.price is None:
        return f"{want.item} has no price; ask the seller for a quote"
    if not known.obtainable:
        return f"no factory has a routing for {want.item} and none is in stock; ask the seller to publish a routing"
    return ""


def _wrong_amount(want: WantedLine, known: CatalogueItem | None, today: date) -> str:
    assert known is not None
    if want.quantity.unit != known.unit:
        return f"{want.item} is sold by {known.unit}, not {want.quantity.unit}"
    if want.quantity.value <= 0:
        return f"the quantity is {want.quantity}; it must be above zero"
    if want.due < today:
        return f"the due date {want.due} is past; today is {today}"
    return ""


def _line(number: int, want: WantedLine, known: CatalogueItem) -> OrderLine:
    assert known.price is not None
    nothing = Quantity.zero(known.unit)
    return OrderLine(number, want.item, want.quantity, want.due, known.price, delivered=nothing)


def _told(line: OrderLine) -> events.OrderLine:
    return events.OrderLine(
        line=line.line, item=line.item, quantity=line.quantity, due=line.due, unit_price=line.unit_price
    )


def _told_allocation(part: Allocation) -> events.Allocation:
    return events.Allocation(
        line=part.line,
        item=part.item,
        plant=part.plant,
        quantity=part.quantity,
        start=part.start,
        finish=part.finish,
        reason=part.reason,
    )


def _told_refusal(refusal: Refusal) -> events.Refusal:
    return events.Refusal(line=refusal.line, plant=refusal.plant, code=refusal.code, reason=refusal.reason)
