"""Ledger, invoices, e-debt certificates."""
