"""The parties on one page."""

from headrace_chassis.service import Area
from headrace_finance.parties import handlers

area = Area(hears=[handlers])
