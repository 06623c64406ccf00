"""The orders service on one page."""

from datetime import timedelta

from headrace_chassis.deadlines import Deadline
from headrace_chassis.jobs import Job
from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_chassis.timers import Timer
from headrace_orders import handlers
from headrace_orders.api import orders, terms
from headrace_orders.store import measures
from headrace_orders.store.tables import metadata
from headrace_orders.usecases import follow_order, match_order
from headrace_planning import hearing

service = Service(
    name="orders",
    title="Customer orders: matched to factories, promised, followed to delivery",
    api=[orders.router, terms.router],
    hears=[handlers, hearing],
    timers=[Timer("look-after-waiting-orders", timedelta(minutes=15), follow_order.find_waiting)],
    deadlines=[Deadline(follow_order.WAITS, follow_order.look_after_waiting)],
    jobs=[Job(match_order.MATCH, match_order.run, "orders.order.match", given_up=match_order.matching_failed)],
    background=[match_order.warm_up],
    measures=[
        Measure(
            "orders_open",
            "Orders placed, matched or waiting to be matched again, not delivered yet",
            measures.open_orders,
            ("state",),
        ),
        Measure("orders_late", "Matched orders whose promised day is over", measures.late),
        Measure("orders_placed_total", "Orders ever placed", measures.placed),
    ],
    store=metadata,
    migrations="headrace_orders.migrations",
)
