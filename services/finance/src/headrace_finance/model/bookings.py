"""Which accounts each business fact moves, in the books of every firm concerned.

The id of an entry follows from the fact, so a fact told twice is booked once. An invoice number is unique
only at its seller, hence `invoice:ACME:INV-7`.
"""

from __future__ import annotations

from datetime import date

from headrace_contracts.values import Money
from headrace_finance.model import chart
from headrace_finance.model.discount import Discount
from headrace_finance.model.ledger import JournalEntry, Posting

debit, credit = Posting.debit, Posting.credit


def capital_paid_in(organisation: str, amount: Money, on: date) -> JournalEntry:
    """What a firm starts with."""
    entry_id = f"capital:{organisation}:{amount.currency}:{on.isoformat()}"
    postings = (debit(organisation, chart.CASH, amount), credit(organisation, chart.CAPITAL, amount))
    return JournalEntry(entry_id, on, "capital paid in", postings)


def invoice_booked(invoice: str, seller: str, buyer: str, amount: Money, on: date) -> JournalEntry:
    """An agreed invoice, a supplier's as well as one to a customer."""
    postings = (
        debit(seller, chart.TRADE_RECEIVABLE, amount),
        credit(seller, chart.SALES, amount),
        debit(buyer, chart.PURCHASES, amount),
        credit(buyer, chart.TRADE_PAYABLE, amount),
    )
    return JournalEntry(f"invoice:{seller}:{invoice}", on, f"invoice {invoice}", postings)


def invoice_paid(payment: str, seller: str, buyer: str, amount: Money, on: date) -> JournalEntry:
    postings = (
        debit(buyer, chart.TRADE_PAYABLE, amount),
        credit(buyer, chart.CASH, amount),
        debit(seller, chart.CASH, amount),
        credit(seller, chart.TRADE_RECEIVABLE, amount),
    )
    return JournalEntry(f"payment:{payment}", on, f"payment {payment}", postings)


def note_accepted(note: str, debtor: str, holder: str, amount: Money, on: date) -> JournalEntry:
    """The note takes the place of the invoice. An offer alone books nothing: it binds nobody yet."""
    postings = (
        debit(debtor, chart.TRADE_PAYABLE, amount),
        credit(debtor, chart.NOTE_PAYABLE, amount),
        debit(holder, chart.NOTE_RECEIVABLE, amount),
        credit(holder, chart.TRADE_RECEIVABLE, amount),
    )
    return JournalEntry(f"note-accepted:{note}", on, f"note {note} accepted", postings)


def note_transferred(note: str, giver: str, taker: str, amount: Money, on: date) -> JournalEntry:
    """The giver pays what it owes the taker with the note."""
    postings = (
        debit(giver, chart.TRADE_PAYABLE, amount),
        credit(giver, chart.NOTE_RECEIVABLE, amount),
        debit(taker, chart.NOTE_RECEIVABLE, amount),
        credit(taker, chart.TRADE_RECEIVABLE, amount),
    )
    return JournalEntry(f"note-transferred:{note}", on, f"note {note} transferred", postings)


def note_financed(note: str, holder: str, bank: str, discount: Discount, on: date) -> JournalEntry:
    """The bank buys the note; its discount is earned when the note is redeemed."""
    postings = [
        credit(holder, chart.NOTE_RECEIVABLE, discount.face),
        debit(holder, chart.CASH, discount.proceeds),
        debit(bank, chart.NOTE_RECEIVABLE, discount.face),
        credit(bank, chart.CASH, discount.proceeds),
    ]
    if discount.amount:
        postings.append(debit(holder, chart.DISCOUNT_COST, discount.amount))
        postings.append(credit(bank, chart.UNEARNED_DISCOUNT, discount.amount))
    return JournalEntry(f"note-financed:{note}", on, f"note {note} financed", tuple(postings))


def note_redeemed(note: str, debtor: str, holder: str, face: Money, on: date, *, unearned: Money) -> JournalEntry:
    """The debtor pays the holder; a bank earns the discount it kept back."""
    postings = [
        debit(debtor, chart.NOTE_PAYABLE, face),
        credit(debtor, chart.CASH, face),
        debit(holder, chart.CASH, face),
        credit(holder, chart.NOTE_RECEIVABLE, face),
    ]
    if unearned:
        postings.append(debit(holder, chart.UNEARNED_DISCOUNT, unearned))
        postings.append(credit(holder, chart.DISCOUNT_INCOME, unearned))
    return JournalEntry(f"note-redeemed:{note}", on, f"note {note} redeemed", tuple(postings))
