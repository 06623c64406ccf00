"""Credit on one page."""

from headrace_chassis.service import Area
from headrace_finance.credit import api

area = Area(api=[api.router])
