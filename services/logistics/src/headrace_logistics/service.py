"""The logistics service on one page."""

from headrace_chassis.service import Service
from headrace_logistics import handlers
from headrace_logistics.api import issues, receipts, shipments, stock
from headrace_logistics.store.tables import metadata

service = Service(
    name="logistics",
    title="Stock by lot and serial: received, issued, made, shipped",
    api=[stock.router, receipts.router, issues.router, shipments.router],
    hears=[handlers],
    store=metadata,
    migrations="headrace_logistics.migrations",
)
