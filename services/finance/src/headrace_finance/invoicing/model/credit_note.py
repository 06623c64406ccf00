"""A supplier's credit note: it takes back a matched invoice, all of it or a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.finance.v1 import InvoiceCredited
from headrace_contracts.messages import say
from headrace_contracts.values import Money, Quantity
from headrace_contracts.writing import alike
from headrace_finance.invoicing.model.bookings import credit_note_booked
from headrace_finance.invoicing.model.invoice import Invoice, InvoiceKind, InvoiceState
from headrace_finance.ledger.model import JournalEntry


class CreditRefused(RuleBroken):
    """The credit note does not fit the invoice."""


@dataclass(frozen=True, slots=True)
class CreditedLine:
    """What is not invoiced any more of an order line."""

    line: int
    quantity: Quantity


@dataclass(kw_only=True)
class CreditNote(Aggregate):
    """`tenant` is the buyer. Lines give back what they took of the order; an amount alone is a price concession."""

    number: str
    seller: str
    invoice: str
    order: str
    debt: str
    amount: Money
    lines: tuple[CreditedLine, ...]
    reason: str
    issued_on: date

    @classmethod
    def against(
        cls,
        credit_note: str,
        number: str,
        invoice: Invoice,
        earlier: Sequence[CreditNote],
        *,
        by: str,
        lines: Sequence[CreditedLine],
        amount: Money | None,
        reason: str,
        today: date,
    ) -> CreditNote:
        """`earlier` are the credit notes that took back of the invoice before."""
        if by != invoice.seller or invoice.kind is not InvoiceKind.SUPPLIER:
            raise CreditRefused(
                say("finance.credit-no-part", number=invoice.number, seller=invoice.seller, buyer=invoice.buyer, by=by)
            )
        if invoice.state is not InvoiceState.MATCHED or invoice.payable is None:
            raise WrongState(say("finance.credit-nothing-owed", number=invoice.number, state=invoice.state))
        if not alike(number):
            raise CreditRefused(say("finance.credit-number"))
        if (amount is None) == (not lines):
            raise CreditRefused(say("finance.credit-lines-or-amount", number=number))
        new = cls(
            id=credit_note,
            tenant=invoice.buyer,
            number=number,
            seller=by,
            invoice=invoice.id,
            order=invoice.order,
            debt=invoice.payable,
            amount=amount or _worth(invoice, earlier, lines),
            lines=tuple(lines),
            reason=reason,
            issued_on=today,
        )
        new._check(invoice, earlier)
        new.tell(
            InvoiceCredited(
                invoice=invoice.id,
                credit_note=new.id,
                number=number,
                buyer=invoice.buyer,
                supplier=by,
                purchase_order=invoice.order,
                amount=new.amount,
                reason=reason,
            )
        )
        return new

    def booked(self, settled: Money) -> JournalEntry:
        """What is above `settled`, what was still owed, was paid already: it is an advance now."""
        return credit_note_booked(
            self.number, self.id, self.seller, self.tenant, self.amount, self.issued_on, debt=self.debt, settled=settled
        )

    def _check(self, invoice: Invoice, earlier: Sequence[CreditNote]) -> None:
        if self.amount.currency != invoice.currency:
            raise CreditRefused(
                say(
                    "finance.credit-currency",
                    number=self.number,
                    currency=self.amount.currency,
                    invoiced=invoice.currency,
                )
            )
        left = invoice.total - Money.total((one.amount for one in earlier), invoice.currency)
        if not 0 < self.amount.minor <= left.minor:
            raise CreditRefused(say("finance.credit-too-much", left=left, number=invoice.number, amount=self.amount))


def credited(notes: Iterable[CreditNote]) -> Mapping[int, Quantity]:
    """What credit notes gave back of each order line."""
    back: dict[int, Quantity] = {}
    for part in (line for note in notes for line in note.lines):
        back[part.line] = back[part.line] + part.quantity if part.line in back else part.quantity
    return back


def _worth(invoice: Invoice, earlier: Sequence[CreditNote], lines: Sequence[CreditedLine]) -> Money:
    """At the invoiced price; rounded on what stays, so that parts taken back one by one make the whole."""
    taken = {int(key.line): quantity for key, quantity in invoice.invoiced().items()}
    prices = {part.line: part.unit_price for part in invoice.lines}
    back = dict(credited(earlier))
    total = Money.zero(invoice.currency)
    for part in lines:
        if part.line not in taken or part.quantity.unit != taken[part.line].unit:
            raise CreditRefused(
                say("finance.credit-no-line", number=invoice.number, line=part.line, unit=part.quantity.unit)
            )
        stays = taken[part.line] - back.get(part.line, Quantity.zero(part.quantity.unit))
        if not 0 < part.quantity.value <= stays.value:
            raise CreditRefused(
                say("finance.credit-line-too-much", stays=stays, line=part.line, quantity=part.quantity)
            )
        back[part.line] = taken[part.line] - stays + part.quantity
        price = prices[part.line]
        total += Money.of(stays.value * price, invoice.currency)
        total -= Money.of((stays - part.quantity).value * price, invoice.currency)
    return total
