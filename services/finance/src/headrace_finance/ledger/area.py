"""The ledger on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Area
from headrace_finance.ledger import api
from headrace_finance.ledger.store import measures

area = Area(
    api=[api.router],
    measures=[Measure("finance_books_unbalanced", "Books whose debits and credits differ", measures.books_unbalanced)],
)
