"""The rules of money: the ledger, invoices, payables, notes."""
