"""The quality service on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_quality import handlers
from headrace_quality.api import inspections, nonconformances, plans, series
from headrace_quality.store import measures
from headrace_quality.store.tables import metadata

service = Service(
    name="quality",
    title="Inspections by sampling plan, and what becomes of rejected lots",
    api=[inspections.router, nonconformances.router, series.router, plans.router],
    hears=[handlers],
    measures=[
        Measure("quality_inspections_open", "Inspections not decided yet", measures.open_inspections),
        Measure("quality_lots", "Inspections of lots", measures.lots, ("state",)),
        Measure("quality_nonconformances_open", "Nonconformances not closed", measures.open_nonconformances),
    ],
    store=metadata,
    migrations="headrace_quality.migrations",
)
