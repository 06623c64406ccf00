"""The orders service on one page."""

from headrace_chassis.jobs import Job
from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_orders import handlers
from headrace_orders.api import orders
from headrace_orders.store import measures
from headrace_orders.store.tables import metadata
from headrace_orders.usecases import match_order, place_order

service = Service(
    name="orders",
    title="Customer orders: matched to factories, promised, followed to delivery",
    api=[orders.router],
    hears=[handlers],
    jobs=[Job(place_order.MATCH, match_order.run)],
    measures=[
        Measure("orders_open", "Orders placed or matched, not delivered yet", measures.open_orders, ("state",)),
        Measure("orders_late", "Matched orders whose promised day is over", measures.late),
        Measure("orders_placed_total", "Orders ever placed", measures.placed),
    ],
    store=metadata,
    migrations="headrace_orders.migrations",
)
