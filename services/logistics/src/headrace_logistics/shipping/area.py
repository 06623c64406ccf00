"""Shipping on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Area
from headrace_logistics.shipping import api, handlers
from headrace_logistics.shipping.store import measures

area = Area(
    api=[api.router],
    hears=[handlers],
    measures=[Measure("logistics_shipments", "Shipments", measures.shipments, ("state",))],
)
