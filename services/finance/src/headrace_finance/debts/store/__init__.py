"""Payables and advances, and every query of them."""
