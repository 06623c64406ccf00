"""The mes service on one page."""

from __future__ import annotations

from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_mes import handlers
from headrace_mes.api import capacity, unassigned, work_orders
from headrace_mes.store import measures
from headrace_mes.store.tables import metadata

service = Service(
    name="mes",
    title="Work orders: from a proposal to finished pieces and what went into them",
    api=[work_orders.router, capacity.router, unassigned.router],
    hears=[handlers],
    measures=[
        Measure("mes_work_orders", "Work orders", measures.work_orders, ("state",)),
        Measure("mes_work_orders_late", "Open work orders whose due day is over", measures.late),
    ],
    store=metadata,
    migrations="headrace_mes.migrations",
)
