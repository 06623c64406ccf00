"""The logistics service on one page: its areas, each on a page of its own (`area.py`)."""

from headrace_chassis.service import Service
from headrace_logistics.handling.area import area as handling
from headrace_logistics.production.area import area as production
from headrace_logistics.receiving.area import area as receiving
from headrace_logistics.shipping.area import area as shipping
from headrace_logistics.stock.area import area as stock
from headrace_logistics.tables import metadata

service = Service.of_areas(
    [stock, handling, receiving, production, shipping],
    name="logistics",
    title="Stock by lot and serial: received, issued, made, shipped",
    store=metadata,
    migrations="headrace_logistics.migrations",
)
