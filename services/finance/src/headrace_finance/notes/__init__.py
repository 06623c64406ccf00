"""Notes (e-debt certificates): issued for a debt, split, passed on, sold to a bank, redeemed."""

from headrace_finance.notes.store.notes import outstanding, roots

__all__ = ["outstanding", "roots"]
