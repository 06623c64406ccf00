"""Notes on one page."""

from datetime import timedelta

from headrace_chassis.deadlines import Deadline
from headrace_chassis.measures import Measure
from headrace_chassis.service import Area
from headrace_chassis.timers import Timer
from headrace_finance.notes.api import limits, notes, offers
from headrace_finance.notes.store import measures
from headrace_finance.notes.usecases import redeem
from headrace_finance.notes.usecases.change_note import NOTE_DUE

area = Area(
    api=[notes.router, offers.router, limits.router],
    timers=[Timer("overdue-notes", timedelta(hours=1), redeem.expect_overdue)],
    deadlines=[Deadline(NOTE_DUE, redeem.redeem_named)],
    measures=[
        Measure("finance_notes_outstanding_minor", "Notes not redeemed", measures.notes_outstanding, ("currency",)),
    ],
)
