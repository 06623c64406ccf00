"""The finance service on one page: its areas, each on a page of its own (`area.py`)."""

from headrace_chassis.service import Service
from headrace_finance.audit.area import area as audit
from headrace_finance.credit.area import area as credit
from headrace_finance.debts.area import area as debts
from headrace_finance.invoicing.area import area as invoicing
from headrace_finance.ledger.area import area as ledger
from headrace_finance.notes.area import area as notes
from headrace_finance.parties.area import area as parties
from headrace_finance.tables import metadata

service = Service.of_areas(
    [parties, invoicing, debts, notes, credit, ledger, audit],
    name="finance",
    title="Money: the ledger of all firms, invoices matched three ways, payables, notes, payments",
    store=metadata,
    migrations="headrace_finance.migrations",
)
