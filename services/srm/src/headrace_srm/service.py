"""The srm service on one page."""

from headrace_chassis.service import Service
from headrace_srm import handlers
from headrace_srm.api import delivery_notes, purchase_orders, scorecards, suppliers
from headrace_srm.store.tables import metadata

service = Service(
    name="srm",
    title="Suppliers, their prices and scores; purchase orders agreed by both sides, delivery notes",
    api=[suppliers.router, scorecards.router, purchase_orders.router, delivery_notes.router],
    hears=[handlers],
    store=metadata,
    migrations="headrace_srm.migrations",
)
