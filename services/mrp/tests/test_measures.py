"""PLT-7: what Prometheus is told of plans is what stands in the books."""

from __future__ import annotations

from datetime import UTC, timedelta

from headrace_mrp.model.committed import CommittedPlan, PlanState
from headrace_mrp.service import service
from headrace_mrp.store.plans import plans
from headrace_testkit.bench import START, ServiceBench

PROPOSAL = """
    INSERT INTO proposal (tenant, id, plan, kind, item, plant, quantity, unit, start, due, state)
    VALUES ('acme', $1, 'plan_2', $2, 'TUBE', 'north', 1, 'EA', '2026-03-02', '2026-03-09', $3)
"""
EXCEPTION = """
    INSERT INTO plan_exception (tenant, plan, position, kind, reference, item, plant, stands, message)
    VALUES ('acme', $1, $2, 'expedite', 'x', 'TUBE', 'north', '2026-03-02', 'sooner')
"""


def plan(name: str, hours_ago: int, state: PlanState) -> CommittedPlan:
    return CommittedPlan(
        id=name,
        tenant="acme",
        plant=None,
        horizon_days=90,
        start=START.date(),
        items=1,
        proposals=1,
        exceptions=1,
        late_orders=0,
        forecast_release="",
        committed_at=START - timedelta(hours=hours_ago),
        committed_by="planner",
        state=state,
    )


async def planned(bench: ServiceBench) -> None:
    async with bench.running.database.transaction("acme") as tx:
        await plans.add(tx, plan("plan_1", 9, PlanState.SUPERSEDED), plan("plan_2", 2, PlanState.COMMITTED))
    for row in (("p1", "purchase", "proposed"), ("p2", "work", "proposed"), ("p3", "work", "released")):
        await bench.query(PROPOSAL, *row)
    for row in (("plan_1", 1), ("plan_2", 1), ("plan_2", 2)):
        await bench.query(EXCEPTION, *row)


async def test_before_the_first_plan_there_is_no_age(start_service):
    assert "mrp_plan_age_seconds" not in await (await start_service(service)).measured()


async def test_only_the_plan_that_stands_has_an_age_exceptions_and_open_proposals(start_service):
    bench = await start_service(service)
    await planned(bench)
    told = await bench.measured()
    passed = (bench.clock.now() - START.astimezone(UTC)).total_seconds()
    assert abs(told["mrp_plan_age_seconds"] - 7200 - passed) < 60
    assert (told['mrp_plans{state="committed"}'], told['mrp_plans{state="superseded"}']) == (1, 1)
    assert (told['mrp_proposals_open{kind="purchase"}'], told['mrp_proposals_open{kind="work"}']) == (1, 1)
    assert told["mrp_plan_exceptions"] == 2
