"""The finance service on one page."""

from datetime import timedelta

from headrace_chassis.service import Service
from headrace_chassis.timers import Timer
from headrace_finance import handlers
from headrace_finance.api import books, invoices, notes, payables, payments
from headrace_finance.store.tables import metadata
from headrace_finance.usecases import redeem

service = Service(
    name="finance",
    title="Money: the ledger of all firms, invoices matched three ways, payables, notes, payments",
    api=[invoices.router, payables.router, notes.router, payments.router, books.router],
    hears=[handlers],
    timers=[Timer("redeem notes", timedelta(days=1), redeem.redeem_daily)],
    store=metadata,
    migrations="headrace_finance.migrations",
)
