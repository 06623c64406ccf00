"""What a firm starts with."""

from __future__ import annotations

from datetime import date

from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.ledger.model import chart
from headrace_finance.ledger.model.ledger import JournalEntry, Posting


def capital_paid_in(organisation: str, amount: Money, on: date) -> JournalEntry:
    entry_id = f"capital:{organisation}:{amount.currency}:{on.isoformat()}"
    postings = (Posting.debit(organisation, chart.CASH, amount), Posting.credit(organisation, chart.CAPITAL, amount))
    return JournalEntry(entry_id, on, say("finance.books.capital"), postings)
