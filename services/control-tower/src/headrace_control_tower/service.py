"""The control tower on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_control_tower import handlers
from headrace_control_tower.api import exceptions, journeys, timelines
from headrace_control_tower.store import measures
from headrace_control_tower.store.tables import metadata

service = Service(
    name="control-tower",
    title="Exceptions found, owned, answered and closed; what happened to an order; the record of journeys",
    api=[exceptions.router, timelines.router, journeys.router],
    hears=[handlers],
    measures=[
        Measure("control_tower_exceptions_open", "Exceptions not closed", measures.open_exceptions, ("severity",)),
    ],
    store=metadata,
    migrations="headrace_control_tower.migrations",
)
