"""Debts on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Area
from headrace_finance.debts import api
from headrace_finance.debts.store import measures

area = Area(
    api=[api.router],
    measures=[
        Measure("finance_payables_open_minor", "Payables open", measures.payables_open, ("currency",)),
    ],
)
