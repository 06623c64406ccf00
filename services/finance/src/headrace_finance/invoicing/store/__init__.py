"""Invoices, what they stand on, and every query of them."""
