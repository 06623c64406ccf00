"""MRP-10: a plan and a release at the same time never propose or release a thing twice."""

from __future__ import annotations

import asyncio

import pytest

from headrace_contracts.mrp.v1 import PlanCommitted, PurchaseProposalReleased
from headrace_mrp.service import service
from headrace_mrp.usecases.gather import gather
from headrace_mrp.usecases.make_plan import FactsChanged, commit
from headrace_mrp.usecases.propose import propose

from .chain import WORLD, job_of, matched, planned, proposed, release


@pytest.fixture
async def bench(start_service):
    bench = await start_service(service)
    await bench.hear(*WORLD, matched())
    return bench


async def test_a_plan_made_of_facts_before_a_release_is_not_kept(bench):
    plan = (await planned(bench))["plan"]
    database = bench.running.database
    async with database.transaction("acme", snapshot=True) as tx:
        question = await gather(tx, 180)
    outcome = await bench.running.runtime.compute.run(propose, question.inputs, question.network, question.rejected)
    await release(bench, plan=plan, order="ord_1")
    with pytest.raises(FactsChanged, match="plan again"):
        async with database.transaction("acme") as tx:
            await commit(tx, {"plant": None, "horizon_days": 180}, question, outcome)
    assert await proposed(bench) == {}
    assert len(await bench.told(PlanCommitted)) == 1


async def test_two_releases_at_once_release_each_proposal_once(bench):
    plan = (await planned(bench))["plan"]
    answers = await asyncio.gather(*(release(bench, plan=plan, order="ord_1") for _ in range(3)))
    assert sorted(a.json()["purchase"] for a in answers) == [0, 0, 2]
    assert len(await bench.told(PurchaseProposalReleased)) == 2


async def test_releases_while_plans_are_made_leave_exactly_what_is_missing(bench):
    plan = (await planned(bench))["plan"]
    jobs = asyncio.gather(*(job_of(bench) for _ in range(2)))
    await release(bench, plan=plan, order="ord_1")
    await jobs
    bought = sum(int(e.quantity.value) for e in await bench.told(PurchaseProposalReleased) if e.item == "WHEEL")
    left = sum((await proposed(bench)).get("WHEEL", []))
    assert bought + left == 20
