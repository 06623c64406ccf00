"""What firms book when a debt is made, paid, or set off against what was paid ahead.

The id of an entry follows from the fact, so a fact told twice is booked once. An invoice number is unique
only at its seller, hence `invoice:ACME:INV-7`. What moves a debt names it: a payable, a customer's invoice, an
advance, or the root of a note; so each debt can be added up from the journal alone.
"""

from __future__ import annotations

from datetime import date

from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.ledger.model import JournalEntry, Posting, chart

debit, credit = Posting.debit, Posting.credit


def invoice_booked(invoice: str, seller: str, buyer: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    """An agreed invoice, a supplier's as well as one to a customer; `debt` is what it makes."""
    postings = (
        debit(seller, chart.TRADE_RECEIVABLE, amount, debt),
        credit(seller, chart.SALES, amount),
        debit(buyer, chart.PURCHASES, amount),
        credit(buyer, chart.TRADE_PAYABLE, amount, debt),
    )
    return JournalEntry(f"invoice:{seller}:{invoice}", on, say("finance.books.invoice", invoice=invoice), postings)


def invoice_paid(payment: str, seller: str, buyer: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    postings = (
        debit(buyer, chart.TRADE_PAYABLE, amount, debt),
        credit(buyer, chart.CASH, amount),
        debit(seller, chart.CASH, amount),
        credit(seller, chart.TRADE_RECEIVABLE, amount, debt),
    )
    return JournalEntry(f"payment:{payment}", on, say("finance.books.payment", payment=payment), postings)


def advance_taken(advance: str, payer: str, payee: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    """What was paid ahead pays a debt that came after it."""
    postings = (
        debit(payer, chart.TRADE_PAYABLE, amount, debt),
        credit(payer, chart.ADVANCE_PAID, amount, advance),
        debit(payee, chart.ADVANCE_RECEIVED, amount, advance),
        credit(payee, chart.TRADE_RECEIVABLE, amount, debt),
    )
    return JournalEntry(
        f"advance-taken:{advance}:{debt}", on, say("finance.books.advance", advance=advance, debt=debt), postings
    )
