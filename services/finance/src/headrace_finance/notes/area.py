"""Notes on one page."""

from datetime import timedelta

from headrace_chassis.measures import Measure
from headrace_chassis.service import Area
from headrace_chassis.timers import Timer
from headrace_finance.notes.api import limits, notes, offers
from headrace_finance.notes.store import measures
from headrace_finance.notes.usecases import redeem

area = Area(
    api=[notes.router, offers.router, limits.router],
    timers=[Timer("redeem notes", timedelta(days=1), redeem.redeem_daily)],
    measures=[
        Measure("finance_notes_outstanding_minor", "Notes not redeemed", measures.notes_outstanding, ("currency",)),
    ],
)
