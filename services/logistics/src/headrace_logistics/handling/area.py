"""Handling of stock on one page."""

from headrace_chassis.service import Area
from headrace_logistics.handling import api, handlers

area = Area(api=[api.router], hears=[handlers])
