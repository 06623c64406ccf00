"""Which accounts each business fact moves, in the books of every firm concerned.

The id of an entry follows from the fact, so a fact told twice is booked once. An invoice number is unique
only at its seller, hence `invoice:ACME:INV-7`. What moves a debt names it: a payable, a customer's invoice, an
advance, or the root of a note; so each debt can be added up from the journal alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from headrace_contracts.values import Money
from headrace_finance.ledger.model import AccountId, JournalEntry, Posting, chart
from headrace_finance.model.discount import Discount

debit, credit = Posting.debit, Posting.credit


def invoice_booked(invoice: str, seller: str, buyer: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    """An agreed invoice, a supplier's as well as one to a customer; `debt` is what it makes."""
    postings = (
        debit(seller, chart.TRADE_RECEIVABLE, amount, debt),
        credit(seller, chart.SALES, amount),
        debit(buyer, chart.PURCHASES, amount),
        credit(buyer, chart.TRADE_PAYABLE, amount, debt),
    )
    return JournalEntry(f"invoice:{seller}:{invoice}", on, f"invoice {invoice}", postings)


def invoice_paid(payment: str, seller: str, buyer: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    postings = (
        debit(buyer, chart.TRADE_PAYABLE, amount, debt),
        credit(buyer, chart.CASH, amount),
        debit(seller, chart.CASH, amount),
        credit(seller, chart.TRADE_RECEIVABLE, amount, debt),
    )
    return JournalEntry(f"payment:{payment}", on, f"payment {payment}", postings)


def credit_note_booked(
    number: str, paper: str, seller: str, buyer: str, amount: Money, on: date, *, debt: str, settled: Money
) -> JournalEntry:
    """A sale is taken back: `settled` of the debt it made, and what was paid already is an advance named `paper`."""
    postings = [debit(seller, chart.SALES, amount), credit(buyer, chart.PURCHASES, amount)]
    if settled:
        postings.append(credit(seller, chart.TRADE_RECEIVABLE, settled, debt))
        postings.append(debit(buyer, chart.TRADE_PAYABLE, settled, debt))
    if ahead := amount - settled:
        postings.append(credit(seller, chart.ADVANCE_RECEIVED, ahead, paper))
        postings.append(debit(buyer, chart.ADVANCE_PAID, ahead, paper))
    return JournalEntry(f"credit-note:{seller}:{number}", on, f"credit note {number}", tuple(postings))


def advance_taken(advance: str, payer: str, payee: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    """What was paid ahead pays a debt that came after it."""
    postings = (
        debit(payer, chart.TRADE_PAYABLE, amount, debt),
        credit(payer, chart.ADVANCE_PAID, amount, advance),
        debit(payee, chart.ADVANCE_RECEIVED, amount, advance),
        credit(payee, chart.TRADE_RECEIVABLE, amount, debt),
    )
    return JournalEntry(f"advance-taken:{advance}:{debt}", on, f"advance {advance} pays {debt}", postings)


def note_accepted(note: str, debtor: str, holder: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    """The note takes the place of the invoice. An offer alone books nothing: it binds nobody yet."""
    postings = (
        debit(debtor, chart.TRADE_PAYABLE, amount, debt),
        credit(debtor, chart.NOTE_PAYABLE, amount, note),
        debit(holder, chart.NOTE_RECEIVABLE, amount, note),
        credit(holder, chart.TRADE_RECEIVABLE, amount, debt),
    )
    return JournalEntry(f"note-accepted:{note}", on, f"note {note} accepted", postings)


def note_transferred(
    note: str, giver: str, taker: str, amount: Money, on: date, *, root: str, paid: Mapping[str, Money]
) -> JournalEntry:
    """The giver pays debts with the note; what is above them is an advance, which is named like the note."""
    postings = [
        credit(giver, chart.NOTE_RECEIVABLE, amount, root),
        debit(taker, chart.NOTE_RECEIVABLE, amount, root),
    ]
    for debt, part in paid.items():
        postings.append(debit(giver, chart.TRADE_PAYABLE, part, debt))
        postings.append(credit(taker, chart.TRADE_RECEIVABLE, part, debt))
    advance = amount - Money.total(paid.values(), amount.currency)
    if advance:
        postings.append(debit(giver, chart.ADVANCE_PAID, advance, note))
        postings.append(credit(taker, chart.ADVANCE_RECEIVED, advance, note))
    return JournalEntry(f"note-transferred:{note}", on, f"note {note} transferred", tuple(postings))


def note_financed(note: str, holder: str, bank: str, discount: Discount, on: date, *, root: str) -> JournalEntry:
    """The bank buys the note with money it has; its discount is earned when the note is redeemed."""
    postings = [
        credit(holder, chart.NOTE_RECEIVABLE, discount.face, root),
        debit(holder, chart.CASH, discount.proceeds),
        debit(bank, chart.NOTE_RECEIVABLE, discount.face, root),
        credit(bank, chart.CASH, discount.proceeds),
    ]
    if discount.amount:
        postings.append(debit(holder, chart.DISCOUNT_COST, discount.amount))
        postings.append(credit(bank, chart.UNEARNED_DISCOUNT, discount.amount, root))
    till = AccountId(bank, chart.CASH, discount.face.currency)
    reason = f"note {note} financed"
    return JournalEntry(f"note-financed:{note}", on, reason, tuple(postings), covered=frozenset({till}))


def note_redeemed(
    note: str, debtor: str, holder: str, face: Money, on: date, *, root: str, unearned: Money
) -> JournalEntry:
    """The debtor pays the holder; a bank earns the discount it kept back."""
    postings = [
        debit(debtor, chart.NOTE_PAYABLE, face, root),
        credit(debtor, chart.CASH, face),
        debit(holder, chart.CASH, face),
        credit(holder, chart.NOTE_RECEIVABLE, face, root),
    ]
    if unearned:
        postings.append(debit(holder, chart.UNEARNED_DISCOUNT, unearned, root))
        postings.append(credit(holder, chart.DISCOUNT_INCOME, unearned))
    return JournalEntry(f"note-redeemed:{note}", on, f"note {note} redeemed", tuple(postings))
