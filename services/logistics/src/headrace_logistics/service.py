"""The logistics service on one page."""

from datetime import timedelta

from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_chassis.timers import Timer
from headrace_logistics import handlers
from headrace_logistics.api import issues, receipts, shipments, stock, stock_notes
from headrace_logistics.store import measures
from headrace_logistics.store.tables import metadata
from headrace_logistics.usecases import tell_stock

service = Service(
    name="logistics",
    title="Stock by lot and serial: received, issued, made, shipped",
    api=[stock.router, stock_notes.router, receipts.router, issues.router, shipments.router],
    hears=[handlers],
    measures=[
        Measure("logistics_shipments", "Shipments", measures.shipments, ("state",)),
        Measure("logistics_stock_lots", "Lots in the house by where they are", measures.stock_lots, ("state",)),
    ],
    timers=[Timer("tell-standing-stock", timedelta(minutes=1), tell_stock.tell_standing)],
    store=metadata,
    migrations="headrace_logistics.migrations",
)
