"""Invoices, credit notes and payments over HTTP."""
