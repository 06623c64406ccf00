"""A purchase order as buyer and supplier share it: published, countered, confirmed, delivered or closed short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.messages import Message, say
from headrace_contracts.values import Money, Quantity
from headrace_srm.model import told
from headrace_srm.model.counter_proposal import LineChange, proposed_terms
from headrace_srm.model.order_line import OrderLine, Proposal, Terms, total
from headrace_srm.model.refusal import OtherPartysPart
from headrace_srm.model.scorecard import Arrival
from headrace_srm.model.supplier_item import Offer


class OrderState(StrEnum):
    """Its ends: `delivered`, `closed_short` with the rest of a line given up, `cancelled` before anything was sent."""

    PUBLISHED = "published"
    COUNTER_PROPOSED = "counter_proposed"
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    CLOSED_SHORT = "closed_short"
    CANCELLED = "cancelled"


class StepKind(StrEnum):
    PUBLISHED = "published"
    COUNTER_PROPOSED = "counter_proposed"
    COUNTER_PROPOSAL_REFUSED = "counter_proposal_refused"
    CONFIRMED = "confirmed"
    CLOSED_SHORT = "closed_short"
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

    `batch` is the release whose proposals for this supplier and plant it asks for.
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

    @property
    def is_agreed(self) -> bool:
        """Terms were confirmed, though others may be proposed for what is not sent yet."""
        return any(step.kind is StepKind.CONFIRMED for step in self.steps)

    def ask(self, proposals: Sequence[Proposal], offers: Mapping[str, Sequence[Offer]], today: date) -> None:
        """Publish what is proposed: a line for each item and day, at the prices of `offers`, by item."""
        wanted: dict[tuple[date, str], list[Proposal]] = {}
        for proposal in sorted(proposals, key=lambda p: (p.need_by, p.item, p.proposal)):
            wanted.setdefault((proposal.need_by, proposal.item), []).append(proposal)
        for number, ((_, item), together) in enumerate(wanted.items(), start=1):
            self.lines.append(OrderLine.asked(number, together, offers[item]))
        self.customer_orders = sorted({order for proposal in proposals for order in proposal.orders})
        self._publish(StepKind.PUBLISHED, today)

    def confirm(self, by: str, today: date) -> None:
        """The supplier takes the terms as they are."""
        self._only_supplier(by)
        self._expect(OrderState.PUBLISHED, to=say("srm.to-confirm"))
        self._confirmed(by, today)

    def counter_propose(
        self, by: str, changes: Sequence[LineChange], reason: str, today: date, decimals: Mapping[str, int]
    ) -> None:
        """The supplier offers other terms for what it has not sent. Raises CounterProposalRefused naming every line."""
        self._only_supplier(by)
        self._expect(OrderState.PUBLISHED, OrderState.CONFIRMED, to=say("srm.to-propose"))
        self.counter = proposed_terms(self.lines, changes, today, decimals)
        self.state, self.revision = OrderState.COUNTER_PROPOSED, self.revision + 1
        self._note(StepKind.COUNTER_PROPOSED, by, today, reason)
        self.tell(told.counter_proposed(self, reason))

    def accept_counter_proposal(self, by: str, today: date) -> None:
        """The buyer takes the supplier's terms; they are agreed."""
        self._only_buyer(by)
        self._expect(OrderState.COUNTER_PROPOSED, to=say("srm.to-accept-counter"))
        for line, offered in zip(self.lines, self.counter, strict=True):
            if not line.closed:
                line.terms = offered
        self._confirmed(by, today)

    def refuse_counter_proposal(self, by: str, reason: str, today: date) -> None:
        """The buyer stays with what was agreed, or with its own terms, and publishes them again."""
        self._only_buyer(by)
        self._expect(OrderState.COUNTER_PROPOSED, to=say("srm.to-refuse-counter"))
        self.counter = []
        if not self.is_agreed:
            self.state = OrderState.PUBLISHED
            self._publish(StepKind.COUNTER_PROPOSAL_REFUSED, today, reason)
            return
        self.revision += 1
        self._note(StepKind.COUNTER_PROPOSAL_REFUSED, by, today, reason)
        self._stands()

    def close_line(self, by: str, number: int, reason: str, today: date) -> None:
        """The buyer gives up what was not sent of a line of an agreed order."""
        self._only_buyer(by)
        self._expect(OrderState.CONFIRMED, to=say("srm.to-close-a-line"))
        self._close([self.line(number)], reason, today)

    def cancel(self, by: str, reason: str, today: date) -> None:
        """The buyer gives up what was not sent: the whole order, or the rest of its lines."""
        self._only_buyer(by)
        self._expect(OrderState.PUBLISHED, OrderState.COUNTER_PROPOSED, OrderState.CONFIRMED, to=say("srm.to-cancel"))
        if any(line.noted for line in self.lines):
            self._close([line for line in self.lines if line.left_to_send], reason, today)
            return
        self.state, self.counter = OrderState.CANCELLED, []
        self._note(StepKind.CANCELLED, by, today, reason)
        self.tell(told.cancelled(self, reason))

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

    def reconsider(self, number: int, quantity: Quantity, *, good: bool | None) -> None:
        """What was judged before stands otherwise now; what went back is not delivered again on this order either."""
        self.line(number).progress.reconsider(quantity, good=good)

    def lose(self, number: int, missing: Quantity) -> None:
        """So much of what was sent does not come on its delivery note."""
        line = self.line(number)
        line.lose(missing)
        if line.closed:
            self.tell(told.line_closed(self, line))
        self._settle()

    def expect_delivery(self, by: str) -> None:
        """Raises unless `by` is the supplier and the terms are agreed."""
        self._only_supplier(by)
        self._expect(OrderState.CONFIRMED, to=say("srm.to-send-goods"))

    def line(self, number: int) -> OrderLine:
        for line in self.lines:
            if line.line == number:
                return line
        raise Missing(say("srm.order-has-no-line", number=self.number, line=number))

    def _publish(self, kind: StepKind, today: date, reason: str = "") -> None:
        self.revision += 1
        self._note(kind, self.tenant, today, reason)
        self.tell(told.published(self))

    def _confirmed(self, by: str, today: date) -> None:
        self.counter = []
        self._note(StepKind.CONFIRMED, by, today)
        self._stands()

    def _stands(self) -> None:
        """The terms are agreed, for the first time or again."""
        self.state = OrderState.CONFIRMED
        self.tell(told.confirmed(self))
        self._settle()

    def _close(self, lines: Sequence[OrderLine], reason: str, today: date) -> None:
        if not lines:
            raise WrongState(say("srm.all-sent", number=self.number))
        for line in lines:
            line.close(reason, today)
        self.state, self.counter, self.revision = OrderState.CONFIRMED, [], self.revision + 1
        self._note(StepKind.CLOSED_SHORT, self.tenant, today, reason)
        for line in lines:
            self.tell(told.line_closed(self, line))
        self._settle()

    def _settle(self) -> None:
        if self.state is OrderState.CONFIRMED and all(line.is_delivered for line in self.lines):
            short = any(line.closed for line in self.lines)
            self.state = OrderState.CLOSED_SHORT if short else OrderState.DELIVERED

    def _note(self, kind: StepKind, by: str, today: date, reason: str = "") -> None:
        self.steps.append(Step(kind, self.revision, by, today, tuple(self.counter or self.terms), reason))

    def _expect(self, *states: OrderState, to: Message) -> None:
        if self.state not in states:
            raise WrongState(say("srm.not-at-it", number=self.number, state=self.state, needed=states, to=to))

    def _only_supplier(self, by: str) -> None:
        if by != self.supplier:
            raise OtherPartysPart(say("srm.only-the-supplier", supplier=self.supplier, number=self.number))

    def _only_buyer(self, by: str) -> None:
        if by != self.tenant:
            raise OtherPartysPart(say("srm.only-the-buyer", buyer=self.tenant, number=self.number))
