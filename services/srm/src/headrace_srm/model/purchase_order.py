"""A purchase order as buyer and supplier share it: published, countered, confirmed, delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.srm import v1 as events
from headrace_contracts.values import Money, Quantity
from headrace_srm.model.counter_proposal import LineChange, proposed_terms
from headrace_srm.model.order_line import OrderLine, Proposal, Terms, told, total
from headrace_srm.model.refusal import OtherPartysPart
from headrace_srm.model.scorecard import Arrival


class OrderState(StrEnum):
    PUBLISHED = "published"
    COUNTER_PROPOSED = "counter_proposed"
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class StepKind(StrEnum):
    PUBLISHED = "published"
    COUNTER_PROPOSED = "counter_proposed"
    COUNTER_PROPOSAL_REFUSED = "counter_proposal_refused"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the talk between the parties: who did what on which revision, with the terms as they stood then."""

    kind: StepKind
    revision: int
    by: str
    day: date
    terms: tuple[Terms, ...]
    reason: str = ""


@dataclass(kw_only=True)
class PurchaseOrder(Aggregate):
    """`tenant` is the buyer. `revision` counts the terms: each new set of them, asked or offered, is a revision.

    Proposals of one `batch` arrive one after the other. While the order is only published, each adds its line and
    publishes a new revision; once the supplier has answered, what comes later goes to another order.
    """

    number: str
    supplier: str
    plant: str
    batch: str
    state: OrderState = OrderState.PUBLISHED
    revision: int = 0
    lines: list[OrderLine] = field(default_factory=list)
    counter: list[Terms] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    customer_orders: list[str] = field(default_factory=list)

    @property
    def terms(self) -> list[Terms]:
        return [line.terms for line in self.lines]

    @property
    def total(self) -> Money:
        return total(self.terms)

    @property
    def due(self) -> date:
        """The first day on which something is due."""
        return min(term.due for term in self.terms)

    def add(self, proposals: Sequence[Proposal], prices: Mapping[str, Money], today: date) -> None:
        """Take proposals into the published order; those for one item and day share a line. Raises Missing."""
        for proposal in proposals:
            self._add(proposal, prices)
        if self.steps and self.steps[-1].kind is StepKind.PUBLISHED:
            self.steps.pop()
        self._publish(StepKind.PUBLISHED, today)

    def confirm(self, by: str, today: date) -> None:
        """The supplier takes the terms as they are."""
        self._only_supplier(by)
        self._expect(OrderState.PUBLISHED, to="confirm it")
        self._confirmed(by, today)

    def counter_propose(self, by: str, changes: Sequence[LineChange], reason: str, today: date) -> None:
        """The supplier offers other terms. Raises CounterProposalRefused naming every line that is wrong."""
        self._only_supplier(by)
        self._expect(OrderState.PUBLISHED, to="propose other terms")
        self.counter = proposed_terms(self.terms, changes, today)
        self.state, self.revision = OrderState.COUNTER_PROPOSED, self.revision + 1
        self._note(StepKind.COUNTER_PROPOSED, by, today, reason)
        self.tell(
            events.PurchaseOrderCounterProposed(
                purchase_order=self.id,
                buyer=self.tenant,
                supplier=self.supplier,
                plant=self.plant,
                revision=self.revision,
                lines=self._told(self.counter),
                reason=reason,
            )
        )

    def accept_counter_proposal(self, by: str, today: date) -> None:
        """The buyer takes the supplier's terms; they are agreed."""
        self._only_buyer(by)
        self._expect(OrderState.COUNTER_PROPOSED, to="accept a counter-proposal")
        for line, offered in zip(self.lines, self.counter, strict=True):
            line.terms = offered
        self._confirmed(by, today)

    def refuse_counter_proposal(self, by: str, reason: str, today: date) -> None:
        """The buyer stays with its own terms and publishes them again."""
        self._only_buyer(by)
        self._expect(OrderState.COUNTER_PROPOSED, to="refuse a counter-proposal")
        self.state, self.counter = OrderState.PUBLISHED, []
        self._publish(StepKind.COUNTER_PROPOSAL_REFUSED, today, reason)

    def cancel(self, by: str, reason: str, today: date) -> None:
        self._only_buyer(by)
        if self.state in {OrderState.DELIVERED, OrderState.CANCELLED}:
            raise WrongState(f"Purchase order {self.number} is {self.state}; only an open order can be cancelled.")
        if any(line.noted for line in self.lines):
            raise WrongState(f"Goods of purchase order {self.number} are on their way; receive or return them.")
        self.state, self.counter = OrderState.CANCELLED, []
        self._note(StepKind.CANCELLED, by, today, reason)
        self.tell(
            events.PurchaseOrderCancelled(
                purchase_order=self.id, buyer=self.tenant, supplier=self.supplier, plant=self.plant, reason=reason
            )
        )

    def receive(self, number: int, quantity: Quantity, day: date) -> None:
        """Goods of a line came into the buyer's hands on that day."""
        line = self.line(number)
        line.progress.receive(quantity)
        line.arrivals.append(Arrival(day, quantity.value))
        self._settle()

    def judge(self, number: int, quantity: Quantity, *, good: bool) -> None:
        """A lot of a line was accepted or rejected. What was rejected is not delivered again on this order."""
        self.line(number).progress.judge(quantity, good=good)
        self._settle()

    def expect_delivery(self, by: str) -> None:
        """Raises unless `by` is the supplier and the terms are agreed."""
        self._only_supplier(by)
        self._expect(OrderState.CONFIRMED, to="send goods for it")

    def line(self, number: int) -> OrderLine:
        for line in self.lines:
            if line.line == number:
                return line
        raise Missing(f"Purchase order {self.number} has no line {number}.")

    def _add(self, proposal: Proposal, prices: Mapping[str, Money]) -> None:
        same = next((line for line in self.lines if line.takes(proposal)), None)
        if same:
            same.add(proposal)
        elif proposal.item in prices:
            self.lines.append(OrderLine.asked(len(self.lines) + 1, proposal, prices[proposal.item]))
        else:
            raise Missing(f"{self.supplier} has no price for {proposal.item}. Load it to /v1/supplier-items.")
        self.customer_orders = sorted({*self.customer_orders, *proposal.orders})

    def _publish(self, kind: StepKind, today: date, reason: str = "") -> None:
        self.revision += 1
        self._note(kind, self.tenant, today, reason)
        self.tell(
            events.PurchaseOrderPublished(
                purchase_order=self.id,
                number=self.number,
                buyer=self.tenant,
                supplier=self.supplier,
                plant=self.plant,
                revision=self.revision,
                lines=self._told(self.terms),
                total=self.total,
            )
        )

    def _confirmed(self, by: str, today: date) -> None:
        self.state, self.counter = OrderState.CONFIRMED, []
        self._note(StepKind.CONFIRMED, by, today)
        self.tell(
            events.PurchaseOrderConfirmed(
                purchase_order=self.id,
                number=self.number,
                buyer=self.tenant,
                supplier=self.supplier,
                plant=self.plant,
                revision=self.revision,
                lines=self._told(self.terms),
                total=self.total,
            )
        )

    def _settle(self) -> None:
        if self.state is OrderState.CONFIRMED and all(line.is_delivered for line in self.lines):
            self.state = OrderState.DELIVERED

    def _told(self, terms: Sequence[Terms]) -> tuple[events.PurchaseOrderLine, ...]:
        return tuple(told(line, each) for line, each in zip(self.lines, terms, strict=True))

    def _note(self, kind: StepKind, by: str, today: date, reason: str = "") -> None:
        self.steps.append(Step(kind, self.revision, by, today, tuple(self.counter or self.terms), reason))

    def _expect(self, state: OrderState, *, to: str) -> None:
        if self.state is not state:
            raise WrongState(f"Purchase order {self.number} is {self.state}; it must be {state} to {to}.")

    def _only_supplier(self, by: str) -> None:
        if by != self.supplier:
            raise OtherPartysPart(f"Only {self.supplier}, the supplier of {self.number}, can do this.")

    def _only_buyer(self, by: str) -> None:
        if by != self.tenant:
            raise OtherPartysPart(f"Only {self.tenant}, the buyer of {self.number}, can do this.")
