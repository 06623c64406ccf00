"""An invoice between two firms: a supplier's is held against order and goods, a customer's follows a delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.finance.v1 import (
    CustomerInvoiced,
    InvoiceClosed,
    InvoiceDisputed,
    InvoiceMatched,
    PaymentReceived,
)
from headrace_contracts.messages import Message, say
from headrace_contracts.values import Money, Quantity
from headrace_finance.debts.model import Payable, invoice_booked, invoice_paid
from headrace_finance.invoicing.model.matching import Claim, InvoiceLine, InvoiceRefused, LineKey, Match
from headrace_finance.invoicing.model.terms import due_on
from headrace_finance.ledger.model import JournalEntry


class PaymentRefused(RuleBroken):
    """The payment does not fit the invoice."""


class InvoiceKind(StrEnum):
    SUPPLIER = "supplier"
    CUSTOMER = "customer"


class InvoiceState(StrEnum):
    """A supplier's: received (waits for goods), matched or disputed, and closed by either side when it is not owed.
    A customer's: open, then paid.
    """

    RECEIVED = "received"
    MATCHED = "matched"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"  # by the supplier
    REFUSED = "refused"  # by the buyer
    OPEN = "open"
    PAID = "paid"


UNSETTLED = frozenset({InvoiceState.RECEIVED, InvoiceState.DISPUTED})


@dataclass(frozen=True, slots=True)
class Line:
    """`line` is the line of the purchase order or of the customer's order; the price is per unit, in major units."""

    line: int
    item: str
    quantity: Quantity
    unit_price: Decimal


@dataclass(kw_only=True)
class Invoice(Aggregate):
    """`tenant` is the chain leader: the buyer of a supplier's invoice, the seller of a customer's.

    `number` is the seller's. `order` is the purchase order or the customer's order it stands on.
    """

    kind: InvoiceKind
    number: str
    seller: str
    buyer: str
    order: str
    currency: str
    lines: tuple[Line, ...]
    issued_on: date
    due: date
    total: Money
    state: InvoiceState
    shipment: str | None = None
    payable: str | None = None
    differences: list[str] = field(default_factory=list)
    differences_said: list[Message] = field(default_factory=list)

    @classmethod
    def from_supplier(cls, invoice: str, claim: Claim, *, buyer: str, purchase_order: str, today: date) -> Invoice:
        """What a supplier sent; its days to pay begin when it came."""
        lines = tuple(Line(int(part.key.line), part.item, part.quantity, part.unit_price) for part in claim.lines)
        return cls(
            id=invoice,
            tenant=buyer,
            kind=InvoiceKind.SUPPLIER,
            number=claim.number,
            seller=claim.supplier,
            buyer=buyer,
            order=purchase_order,
            currency=claim.currency,
            lines=lines,
            issued_on=today,
            due=due_on(today),
            total=claim.total,
            state=InvoiceState.RECEIVED,
        )

    @classmethod
    def to_customer(
        cls,
        invoice: str,
        number: str,
        *,
        seller: str,
        customer: str,
        order: str,
        shipment: str,
        lines: Sequence[Line],
        currency: str,
        today: date,
    ) -> Invoice:
        """What a customer owes for one delivery, at the prices of its order."""
        total = Money.total((Money.of(part.quantity.value * part.unit_price, currency) for part in lines), currency)
        new = cls(
            id=invoice,
            tenant=seller,
            kind=InvoiceKind.CUSTOMER,
            number=number,
            seller=seller,
            buyer=customer,
            order=order,
            currency=currency,
            lines=tuple(lines),
            issued_on=today,
            due=due_on(today),
            total=total,
            state=InvoiceState.OPEN if total else InvoiceState.PAID,
            shipment=shipment,
        )
        new.tell(
            CustomerInvoiced(
                invoice=invoice, number=number, order=order, customer=customer, shipment=shipment, amount=total
            )
        )
        return new

    @property
    def claim(self) -> Claim:
        lines = tuple(InvoiceLine(self._key(p), p.item, p.quantity, p.unit_price) for p in self.lines)
        return Claim(self.number, self.seller, self.currency, lines)

    def invoiced(self) -> Mapping[LineKey, Quantity]:
        """What it takes of each order line."""
        taken: dict[LineKey, Quantity] = {}
        for part in self.lines:
            taken[self._key(part)] = taken.get(self._key(part), Quantity.zero(part.quantity.unit)) + part.quantity
        return taken

    def judge(self, found: Match, payable: str) -> Payable | None:
        """Take the result of a three-way match: all of it is owed, or it waits, or it is disputed."""
        if self.state not in UNSETTLED:
            raise WrongState(say("finance.invoice-judged", number=self.number, state=self.state))
        before = self.differences
        self.differences_said = [difference.words for difference in found.differences]
        self.differences = list(map(str, self.differences_said))
        if found.agreed:
            return self._owed(payable)
        if found.waits:
            self.state = InvoiceState.RECEIVED
        elif self.state is InvoiceState.RECEIVED or self.differences != before:
            self._dispute()
        return None

    def withdraw(self, by: str, reason: str) -> None:
        """The supplier takes back what is not matched; its number stays used."""
        if by != self.seller or self.kind is not InvoiceKind.SUPPLIER:
            raise InvoiceRefused(
                say(
                    "finance.invoice-not-yours-to-withdraw",
                    number=self.number,
                    seller=self.seller,
                    buyer=self.buyer,
                    by=by,
                )
            )
        self._close(InvoiceState.WITHDRAWN, UNSETTLED, reason)

    def refuse(self, by: str, reason: str) -> None:
        """The buyer closes a dispute for good."""
        if by != self.buyer or self.kind is not InvoiceKind.SUPPLIER:
            raise InvoiceRefused(
                say(
                    "finance.invoice-not-yours-to-refuse",
                    number=self.number,
                    seller=self.seller,
                    buyer=self.buyer,
                    by=by,
                )
            )
        self._close(InvoiceState.REFUSED, frozenset({InvoiceState.DISPUTED}), reason)

    def booked(self) -> JournalEntry:
        return invoice_booked(self.number, self.seller, self.buyer, self.total, self.issued_on, debt=self.id)

    def pay(self, by: str, payment: str, on: date) -> JournalEntry:
        """The customer pays all of it."""
        if self.kind is not InvoiceKind.CUSTOMER:
            raise PaymentRefused(say("finance.invoice-pay-payable", number=self.number, payable=self.payable or ""))
        if by != self.buyer:
            raise PaymentRefused(say("finance.invoice-owed-by", number=self.number, buyer=self.buyer, by=by))
        if self.state is not InvoiceState.OPEN:
            raise WrongState(say("finance.invoice-not-open", number=self.number, state=self.state))
        self.state = InvoiceState.PAID
        self.tell(
            PaymentReceived(payment=payment, invoice=self.id, order=self.order, customer=self.buyer, amount=self.total)
        )
        return invoice_paid(payment, self.seller, self.buyer, self.total, on, debt=self.id)

    def _key(self, part: Line) -> LineKey:
        return LineKey(self.order, str(part.line))

    def _owed(self, payable: str) -> Payable:
        self.state, self.payable = InvoiceState.MATCHED, payable
        self.tell(
            InvoiceMatched(
                invoice=self.id,
                number=self.number,
                buyer=self.buyer,
                supplier=self.seller,
                purchase_order=self.order,
                amount=self.total,
                payable=payable,
                due=self.due,
            )
        )
        return Payable(
            id=payable,
            tenant=self.buyer,
            invoice=self.id,
            number=self.number,
            purchase_order=self.order,
            creditor=self.seller,
            amount=self.total,
            due=self.due,
        )

    def _close(self, outcome: InvoiceState, closable: frozenset[InvoiceState], reason: str) -> None:
        if self.state not in closable:
            raise WrongState(
                say(
                    "finance.invoice-not-closable",
                    number=self.number,
                    state=self.state,
                    wanted=sorted(closable),
                    outcome=outcome,
                )
            )
        self.state = outcome
        self.tell(
            InvoiceClosed(
                invoice=self.id,
                number=self.number,
                buyer=self.buyer,
                supplier=self.seller,
                purchase_order=self.order,
                outcome=outcome.value,
                reason=reason,
            )
        )

    def _dispute(self) -> None:
        self.state = InvoiceState.DISPUTED
        self.tell(
            InvoiceDisputed(
                invoice=self.id,
                number=self.number,
                buyer=self.buyer,
                supplier=self.seller,
                purchase_order=self.order,
                differences=tuple(self.differences),
                differences_said=tuple(self.differences_said),
            )
        )
