"""What firms book when an invoice is taken back."""

from __future__ import annotations

from datetime import date

from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.ledger.model import JournalEntry, Posting, chart

debit, credit = Posting.debit, Posting.credit


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
    return JournalEntry(
        f"credit-note:{seller}:{number}", on, say("finance.books.credit-note", number=number), tuple(postings)
    )
