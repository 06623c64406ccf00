"""Invoices between firms: held against order and goods, taken back, paid by customers."""

from headrace_finance.invoicing.store.documents import ids_of_number

__all__ = ["ids_of_number"]
