"""A customer's order: placed, matched to factories or refused, delivered, closed or cancelled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.messages import Message, Said, kept, say
from headrace_contracts.orders import v1 as events
from headrace_contracts.values import Money, Quantity
from headrace_orders.model import told
from headrace_orders.model.parts import Allocation, OrderLine, PromiseChange, Refusal
from headrace_orders.model.taking import CatalogueItem, WantedLine, expect_takable
from headrace_orders.model.terms import Side


class NotAsked(RuleBroken):
    """A proposal is answered by the firm that it waits for."""


class OrderState(StrEnum):
    PROPOSED = "proposed"
    """Beyond what one of the two agreed to beforehand: it waits for its word."""
    DECLINED = "declined"
    PLACED = "placed"
    UNMATCHED = "unmatched"
    """Matching failed; it can be tried again."""
    MATCHED = "matched"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    """Part of it was sent, the rest taken back."""
    FULFILLED = "fulfilled"


WAITING = {OrderState.PLACED, OrderState.UNMATCHED}
OPEN = {*WAITING, OrderState.MATCHED}


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
    reason_said: Message | None = None
    """Set where not a person gave the reason."""
    asked: Side = Side.SELLER
    """Whose word it waits for while it is proposed."""
    job: str = ""
    """The job that matches it."""

    @classmethod
    def wanted(
        cls,
        order: str,
        number: str,
        *,
        seller: str,
        customer: str,
        wanted: Sequence[WantedLine],
        catalogue: Mapping[str, CatalogueItem],
        today: date,
        priority: int = 0,
    ) -> Order:
        """What is wanted, not told yet. Raises OrderRefused naming every line that is wrong, and why."""
        expect_takable(wanted, catalogue, today)
        lines = [OrderLine.of(i, want, catalogue[want.item]) for i, want in enumerate(wanted, start=1)]
        return cls(
            id=order,
            tenant=seller,
            number=number,
            customer=customer,
            priority=priority,
            lines=lines,
            placed_on=today,
        )

    def place(self) -> None:
        """Take it: from now on it binds both."""
        self._enter(OrderState.PLACED)
        self.tell(
            events.OrderPlaced(
                order=self.id,
                number=self.number,
                customer=self.customer,
                priority=self.priority,
                lines=tuple(map(told.line, self.lines)),
                total=self.total,
            )
        )

    def propose(self, why: Message, *, to: Side) -> None:
        self._enter(OrderState.PROPOSED, why)
        self.asked = to
        self.tell(
            events.OrderProposed(
                order=self.id,
                number=self.number,
                customer=self.customer,
                reason=self.reason,
                reason_said=self.reason_said,
                lines=tuple(map(told.line, self.lines)),
                total=self.total,
                waits_for=self.waits_for,
            )
        )

    @property
    def waits_for(self) -> str | None:
        """The firm whose word it waits for."""
        if self.state is not OrderState.PROPOSED:
            return None
        return self.tenant if self.asked is Side.SELLER else self.customer

    def accept(self, by: str, sides: Collection[Side]) -> None:
        self._expect_answer(by, sides)
        self.place()

    def decline(self, by: str, sides: Collection[Side], reason: str) -> None:
        self._expect_answer(by, sides)
        self._enter(OrderState.DECLINED, reason)
        self.tell(events.OrderDeclined(order=self.id, customer=self.customer, reason=reason, declined_by=by))

    def _expect_answer(self, by: str, sides: Collection[Side]) -> None:
        """`by` is the firm that answers, `sides` those for which who does it may speak there."""
        self._expect({OrderState.PROPOSED}, to=say("orders.to-answer"))
        if by != self.waits_for or self.asked not in sides:
            raise NotAsked(say("orders.waits-for", number=self.number, firm=self.waits_for, side=self.asked))

    @property
    def total(self) -> Money:
        return Money.total((line.total for line in self.lines), self.lines[0].price.currency)

    @property
    def last_day(self) -> date:
        """When the last of its parts is with the customer."""
        return max(part.finish for part in self.allocations)

    def match(self, allocations: Sequence[Allocation], refusals: Sequence[Refusal]) -> None:
        """Give every line to factories, all of it, and promise the day on which the last part is there."""
        self._expect(WAITING, to=say("orders.to-match"))
        self._enter(OrderState.MATCHED)
        self.allocations, self.refusals = list(allocations), list(refusals)
        self.promise = self.last_day
        self.tell(
            events.OrderMatched(
                order=self.id,
                customer=self.customer,
                priority=self.priority,
                allocations=told.allocations(allocations),
                refusals=told.refusals(refusals),
                promise=self.promise,
            )
        )

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """No factory, or not enough of them, can make it; nothing is begun."""
        self._expect(WAITING, to=say("orders.to-refuse"))
        self._enter(OrderState.REFUSED)
        self.refusals = list(refusals)
        self.tell(
            events.OrderRefused(order=self.id, customer=self.customer, refusals=told.refusals(refusals)),
        )

    def give_up(self, why: Said) -> None:
        """Matching failed for good: whoever waits for a promise hears so. An order that has ended stays."""
        if self.state is OrderState.PLACED:
            self._enter(OrderState.UNMATCHED, why)
            self.tell(
                events.MatchingFailed(
                    order=self.id, customer=self.customer, reason=self.reason, reason_said=self.reason_said
                )
            )

    def expect_failed_match(self) -> None:
        """Raises WrongState: while a job is at it, and after it was matched, there is nothing to try again."""
        self._expect({OrderState.UNMATCHED}, to=say("orders.to-match-again"))

    def await_match(self, job: str) -> None:
        self._expect(WAITING, to=say("orders.to-match"))
        self._enter(OrderState.PLACED)
        self.job = job

    def move_parts(self, days: Mapping[tuple[int, str], date], *, cause: Said, reference: str) -> None:
        """Parts, by line and plant, are with the customer on other days than before; the promise goes with the last."""
        if self.state is not OrderState.MATCHED or self.promise is None:
            return
        self.allocations = [replace(part, finish=days.get(part.key, part.finish)) for part in self.allocations]
        self._move(max(self.promise, self.last_day), cause, reference)

    def move_promise(self, days: int, parts: set[tuple[int, str]], *, cause: Said, reference: str) -> None:
        """Work for it ends `days` later (or earlier, when negative) than planned. An order that has ended stays.

        One breakdown may move several pieces of work for the order: the longest of them moves the promise.
        """
        if self.state is not OrderState.MATCHED or self.promise is None:
            return
        before = [change.days for change in self.promise_changes if change.reference == reference]
        days = max(0, days - sum(before)) if before else days
        if days:
            later = timedelta(days=days)
            self.allocations = [
                replace(part, finish=part.finish + later) if part.key in parts else part for part in self.allocations
            ]
            self._move(self.promise + later, cause, reference)

    def deliver(self, delivered: Sequence[tuple[int, Quantity]]) -> None:
        """Goods reached the customer: line number and quantity. The last of them fulfils the order."""
        by_number = {line.line: line for line in self.lines}
        for number, quantity in delivered:
            by_number[number].delivered += quantity
        if self.state is OrderState.MATCHED and all(line.is_delivered for line in self.lines):
            self.state = OrderState.FULFILLED
            self.tell(events.OrderFulfilled(order=self.id, customer=self.customer))

    def cancel(self, reason: str, sent: Mapping[int, Quantity]) -> None:
        """The customer wants no more of it. What was sent, of each line, stays sent: then the order is closed short."""
        if self.state is OrderState.PROPOSED:
            self._enter(OrderState.CANCELLED, reason)
            self.tell(events.OrderWithdrawn(order=self.id, customer=self.customer, reason=reason))
            return
        if self.state not in OPEN:
            raise WrongState(say("orders.not-open", number=self.number, state=self.state))
        if any(sent.values()):
            self._close(reason, sent)
            return
        self._enter(OrderState.CANCELLED, reason)
        self.tell(events.OrderCancelled(order=self.id, customer=self.customer, reason=reason))

    def _close(self, reason: str, sent: Mapping[int, Quantity]) -> None:
        back = {line.line: line.quantity - min(line.quantity, sent[line.line]) for line in self.lines}
        if not any(back.values()):
            raise WrongState(say("orders.all-sent", number=self.number))
        for line in self.lines:
            line.taken_back = back[line.line]
        self._enter(OrderState.CLOSED, reason)
        lines = told.taken_back((line, back[line.line]) for line in self.lines)
        self.tell(events.OrderClosed(order=self.id, customer=self.customer, reason=reason, lines=lines))

    def _move(self, promise: date, cause: Said, reference: str) -> None:
        assert self.promise is not None
        if promise == self.promise:
            return
        text, message = kept(cause)
        change = PromiseChange(self.promise, promise, text, reference, message)
        self.promise = promise
        self.promise_changes.append(change)
        self.tell(
            events.PromiseMoved(
                order=self.id,
                customer=self.customer,
                previous=change.previous,
                promise=change.promise,
                cause=change.cause,
                cause_said=change.cause_said,
                reference=reference,
                allocations=told.allocations(self.allocations),
            )
        )

    def _enter(self, state: OrderState, why: Said = "") -> None:
        self.state = state
        self.reason, self.reason_said = kept(why)

    def _expect(self, states: set[OrderState], *, to: Message) -> None:
        if self.state not in states:
            raise WrongState(
                say("orders.not-at-it", number=self.number, state=self.state, expected=sorted(states), to=to)
            )
