"""Three-way match: an invoice is owed as far as it agrees with what was ordered and what was accepted.

Prices are exact decimals in major units per unit of quantity, because agreed prices are finer than a cent;
each line is rounded half to even once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, say
from headrace_contracts.values import Money, Quantity, plain
from headrace_contracts.writing import alike

LARGEST = 10**15
"""Minor units of an invoice."""


class InvoiceRefused(RuleBroken):
    """The invoice makes no sense by itself, whatever was ordered."""


class LineKey(NamedTuple):
    order: str
    line: str

    @property
    def said(self) -> Message:
        return say("finance.line-of-order", order=self.order, line=self.line)

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A purchase order line at the price and quantity the supplier confirmed."""

    key: LineKey
    supplier: str
    item: str
    quantity: Quantity
    unit_price: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Receipts:
    """All deliveries of one order line; what is neither accepted nor rejected still waits for inspection.

    What was rejected and is used all the same counts as accepted.
    """

    received: Quantity
    accepted: Quantity
    rejected: Quantity


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    key: LineKey
    item: str
    quantity: Quantity
    unit_price: Decimal

    def amount(self, currency: str) -> Money:
        return Money.of(self.quantity.value * self.unit_price, currency)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a supplier's invoice asks for."""

    number: str
    supplier: str
    currency: str
    lines: tuple[InvoiceLine, ...]

    def __post_init__(self) -> None:
        if not alike(self.number):
            raise InvoiceRefused(say("finance.invoice-number"))
        if not self.lines:
            raise InvoiceRefused(say("finance.invoice-no-line", number=self.number))
        for line in self.lines:
            if line.quantity.value <= 0 or not line.unit_price.is_finite() or line.unit_price < 0:
                raise InvoiceRefused(say("finance.invoice-line-nothing", number=self.number, line=line.key))
        if self.total.minor > LARGEST:
            raise InvoiceRefused(say("finance.invoice-too-large", number=self.number, total=self.total))
        if not self.total:
            raise InvoiceRefused(say("finance.invoice-of-nothing", number=self.number, total=self.total))

    @property
    def total(self) -> Money:
        return Money.total((line.amount(self.currency) for line in self.lines), self.currency)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far price and quantity may be off, as fractions (0.02 is 2 %)."""

    price: Decimal = Decimal(0)
    quantity: Decimal = Decimal(0)


EXACT = Tolerance()


class DifferenceKind(StrEnum):
    UNKNOWN_LINE = "unknown-line"
    ITEM = "item"
    UNIT = "unit"
    CURRENCY = "currency"
    PRICE = "price"
    QUANTITY = "quantity"
    NOT_RECEIVED = "not-received"
    ALREADY_INVOICED = "already-invoiced"
    REJECTED = "rejected"
    NOT_INSPECTED = "not-inspected"


WAITING = frozenset({DifferenceKind.NOT_RECEIVED, DifferenceKind.NOT_INSPECTED})


@dataclass(frozen=True, slots=True)
class Difference:
    key: LineKey
    kind: DifferenceKind
    words: Message


@dataclass(frozen=True, slots=True)
class Match:
    """The result: owed in full when there is no difference, not at all otherwise."""

    total: Money
    differences: tuple[Difference, ...]

    @property
    def agreed(self) -> bool:
        return not self.differences

    @property
    def waits(self) -> bool:
        """Nothing is wrong, but goods are still to come or to be inspected."""
        return bool(self.differences) and all(d.kind in WAITING for d in self.differences)


def match(
    claim: Claim,
    ordered: Mapping[LineKey, OrderLine],
    receipts: Mapping[LineKey, Receipts],
    invoiced: Mapping[LineKey, Quantity],
    tolerance: Tolerance = EXACT,
) -> Match:
    """Hold a claim against orders and receipts; `invoiced` is what earlier matched invoices took."""
    so_far = dict(invoiced)
    differences: list[Difference] = []
    for line in claim.lines:
        order_line = ordered.get(line.key)
        if order_line is None or order_line.supplier != claim.supplier:
            words = say("finance.differs.no-order", line=line.key, supplier=claim.supplier)
            differences.append(Difference(line.key, DifferenceKind.UNKNOWN_LINE, words))
            continue
        found = _terms(line, order_line, claim.currency, tolerance)
        if line.quantity.unit == order_line.quantity.unit:
            before = so_far.get(line.key, Quantity.zero(line.quantity.unit))
            found += _quantity(line, order_line, receipts.get(line.key), before, tolerance)
            so_far[line.key] = before + line.quantity
        differences += found
    return Match(claim.total, tuple(differences))


def _terms(line: InvoiceLine, order: OrderLine, currency: str, tolerance: Tolerance) -> list[Difference]:
    found: list[tuple[DifferenceKind, Message]] = []
    if line.item != order.item:
        found.append((DifferenceKind.ITEM, say("finance.differs.item", item=line.item, ordered=order.item)))
    if line.quantity.unit != order.quantity.unit:
        words = say("finance.differs.unit", unit=line.quantity.unit, ordered=order.quantity.unit)
        found.append((DifferenceKind.UNIT, words))
    if currency != order.currency:
        words = say("finance.differs.currency", currency=currency, ordered=order.currency)
        found.append((DifferenceKind.CURRENCY, words))
    elif abs(line.unit_price - order.unit_price) > order.unit_price * tolerance.price:
        price, agreed = plain(line.unit_price), plain(order.unit_price)
        words = say(
            "finance.differs.price",
            price=price,
            currency=currency,
            unit=line.quantity.unit,
            agreed=agreed,
        )
        found.append((DifferenceKind.PRICE, words))
    return [
        Difference(line.key, kind, say("finance.differs.of-line", line=line.key, words=words)) for kind, words in found
    ]


def _quantity(
    line: InvoiceLine, order: OrderLine, receipts: Receipts | None, before: Quantity, tolerance: Tolerance
) -> list[Difference]:
    nothing = Quantity.zero(line.quantity.unit)
    came = receipts or Receipts(nothing, nothing, nothing)
    owed = min(came.accepted, order.quantity, key=lambda q: q.value) * (1 + tolerance.quantity)
    asked = before + line.quantity
    if asked <= owed:
        return []
    kind, why = _reason(line, order, came, before, owed)
    left = max(owed - before, nothing, key=lambda q: q.value)
    words = say("finance.differs.quantity", line=line.key, quantity=line.quantity, left=left, why=why)
    return [Difference(line.key, kind, words)]


def _reason(
    line: InvoiceLine, order: OrderLine, came: Receipts, before: Quantity, owed: Quantity
) -> tuple[DifferenceKind, Message]:
    asked = before + line.quantity
    if asked <= came.received and asked <= order.quantity:
        if asked > came.received - came.rejected:
            return DifferenceKind.REJECTED, say(
                "finance.differs.rejected", rejected=came.rejected, received=came.received
            )
        waiting = came.received - came.accepted - came.rejected
        return DifferenceKind.NOT_INSPECTED, say(
            "finance.differs.not-inspected", waiting=waiting, received=came.received
        )
    if before and line.quantity <= owed:
        return DifferenceKind.ALREADY_INVOICED, say("finance.differs.invoiced-before", before=before)
    if asked > order.quantity:
        return DifferenceKind.QUANTITY, say("finance.differs.ordered", ordered=order.quantity)
    return DifferenceKind.NOT_RECEIVED, say("finance.differs.received", received=came.received)
