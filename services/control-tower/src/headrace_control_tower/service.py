"""The control tower on one page."""

from headrace_chassis.service import Service
from headrace_control_tower import handlers
from headrace_control_tower.api import exceptions, journeys, timelines
from headrace_control_tower.store.tables import metadata

service = Service(
    name="control-tower",
    title="Exceptions found, owned, answered and closed; what happened to an order; the record of journeys",
    api=[exceptions.router, timelines.router, journeys.router],
    hears=[handlers],
    store=metadata,
    migrations="headrace_control_tower.migrations",
)
