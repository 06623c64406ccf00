"""The srm service on one page."""

from datetime import timedelta

from headrace_chassis.deadlines import Deadline
from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_chassis.timers import Timer
from headrace_srm import handlers
from headrace_srm.api import delivery_notes, purchase_orders, scorecards, suppliers
from headrace_srm.store import measures
from headrace_srm.store.tables import metadata
from headrace_srm.usecases import publish_orders

service = Service(
    name="srm",
    title="Suppliers, their prices and scores; purchase orders agreed by both sides, delivery notes",
    api=[suppliers.router, scorecards.router, purchase_orders.router, delivery_notes.router],
    hears=[handlers],
    timers=[Timer("order stragglers", timedelta(hours=1), publish_orders.find_stragglers)],
    deadlines=[Deadline(publish_orders.STRAGGLERS, publish_orders.order_stragglers)],
    measures=[
        Measure("srm_purchase_orders", "Purchase orders", measures.purchase_orders, ("state",)),
        Measure("srm_purchase_orders_late", "Open purchase orders with a line overdue", measures.late),
        Measure(
            "srm_proposals_waiting",
            "Released proposals without a purchase order: others of their release, or a price, are still to come",
            measures.proposals_waiting,
        ),
    ],
    store=metadata,
    migrations="headrace_srm.migrations",
)
