"""The srm service on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_srm import handlers
from headrace_srm.api import delivery_notes, purchase_orders, scorecards, suppliers
from headrace_srm.store import measures
from headrace_srm.store.tables import metadata

service = Service(
    name="srm",
    title="Suppliers, their prices and scores; purchase orders agreed by both sides, delivery notes",
    api=[suppliers.router, scorecards.router, purchase_orders.router, delivery_notes.router],
    hears=[handlers],
    measures=[
        Measure("srm_purchase_orders", "Purchase orders", measures.purchase_orders, ("state",)),
        Measure("srm_purchase_orders_late", "Open purchase orders with a line overdue", measures.late),
    ],
    store=metadata,
    migrations="headrace_srm.migrations",
)
