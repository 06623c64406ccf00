"""The audit on one page."""

from headrace_chassis.service import Area
from headrace_finance.audit import api

area = Area(api=[api.router])
