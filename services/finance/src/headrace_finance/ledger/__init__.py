"""The double-entry ledger: every other area books here, and nowhere else."""

from headrace_finance.ledger.store.books import balances, recomputed
from headrace_finance.ledger.usecases.book import NotBooked, book

__all__ = ["NotBooked", "balances", "book", "recomputed"]
