"""The finance service on one page."""

from datetime import timedelta

from headrace_chassis.measures import Measure
from headrace_chassis.service import Area, Service
from headrace_chassis.timers import Timer
from headrace_finance import handlers
from headrace_finance.api import audit, credit, credit_notes, invoices, note_offers, notes, payables, payments
from headrace_finance.ledger.area import area as ledger
from headrace_finance.parties.area import area as parties
from headrace_finance.store import measures
from headrace_finance.tables import metadata
from headrace_finance.usecases import redeem

rest = Area(
    api=[
        invoices.router,
        credit_notes.router,
        payables.router,
        notes.router,
        note_offers.router,
        credit.router,
        payments.router,
    ],
    hears=[handlers],
    timers=[Timer("redeem notes", timedelta(days=1), redeem.redeem_daily)],
    measures=[
        Measure("finance_notes_outstanding_minor", "Notes not redeemed", measures.notes_outstanding, ("currency",)),
        Measure("finance_payables_open_minor", "Payables open", measures.payables_open, ("currency",)),
    ],
)
service = Service.of_areas(
    [parties, rest, ledger, Area(api=[audit.router])],
    name="finance",
    title="Money: the ledger of all firms, invoices matched three ways, payables, notes, payments",
    store=metadata,
    migrations="headrace_finance.migrations",
)
