"""Material and goods of work orders on one page."""

from headrace_chassis.service import Area
from headrace_logistics.production import api, handlers

area = Area(api=[api.router], hears=[handlers])
