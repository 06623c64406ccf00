"""The mrp service on one page."""

from headrace_chassis.jobs import Job
from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_mrp import handlers
from headrace_mrp.api import answers, plans, releases
from headrace_mrp.store import measures
from headrace_mrp.store.tables import metadata
from headrace_mrp.usecases import make_plan
from headrace_planning import hearing

service = Service(
    name="mrp",
    title="Plans: demand netted level by level, proposals pegged to orders and released",
    api=[plans.router, answers.router, releases.router],
    hears=[handlers, hearing],
    jobs=[Job(make_plan.PLAN, make_plan.run, "mrp.plan.make")],
    background=[make_plan.warm_up],
    measures=[
        Measure("mrp_plans", "Plans", measures.plans, ("state",)),
        Measure("mrp_plan_age_seconds", "Business time since the newest plan", measures.age),
        Measure("mrp_proposals_open", "Proposals that wait for release", measures.open_proposals, ("kind",)),
        Measure("mrp_plan_exceptions", "Exceptions in the plans that stand", measures.exceptions),
    ],
    store=metadata,
    migrations="headrace_mrp.migrations",
)
