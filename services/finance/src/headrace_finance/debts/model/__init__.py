"""The rules of debts: a payable until it is settled, an advance until it is taken."""

from headrace_finance.debts.model.bookings import invoice_booked, invoice_paid
from headrace_finance.debts.model.payable import Payable, PayableRefused

__all__ = ["Payable", "PayableRefused", "invoice_booked", "invoice_paid"]
