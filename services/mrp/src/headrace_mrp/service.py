"""The mrp service on one page."""

from headrace_chassis.jobs import Job
from headrace_chassis.service import Service
from headrace_mrp import handlers
from headrace_mrp.api import answers, plans, releases
from headrace_mrp.store.tables import metadata
from headrace_mrp.usecases import make_plan

service = Service(
    name="mrp",
    title="Plans: demand netted level by level, proposals pegged to orders and released",
    api=[plans.router, answers.router, releases.router],
    hears=[handlers],
    jobs=[Job(make_plan.PLAN, make_plan.run)],
    background=[make_plan.warm_up],
    store=metadata,
    migrations="headrace_mrp.migrations",
)
