"""The rules of double entry: accounts, entries, the guard that decides a batch of them."""

from headrace_finance.ledger.model import chart
from headrace_finance.ledger.model.ledger import (
    AccountId,
    JournalEntry,
    Outcome,
    Posting,
    unbalanced_books,
)

__all__ = ["AccountId", "JournalEntry", "Outcome", "Posting", "chart", "unbalanced_books"]
