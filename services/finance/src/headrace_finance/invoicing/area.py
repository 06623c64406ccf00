"""Invoicing on one page."""

from headrace_chassis.service import Area
from headrace_finance.invoicing import handlers
from headrace_finance.invoicing.api import credit_notes, invoices, payments

area = Area(api=[invoices.router, credit_notes.router, payments.router], hears=[handlers])
