"""The planning job: gather the facts, let the engine propose, commit unless a release changed the facts meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from headrace_chassis import jobs
from headrace_chassis.jobs import JobState, Work
from headrace_chassis.runtime import Running
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_mrp.model.committed import CommittedPlan, PegRow, Proposal, ProposalKind
from headrace_mrp.store import plans, releases
from headrace_mrp.usecases.gather import Question, gather
from headrace_mrp.usecases.propose import Outcome, load_kernels, propose
from headrace_planning.model.items import Source
from headrace_planning.model.proposals import ExceptionKind, PlannedOrder
from headrace_planning.model.supply import SupplyKind
from headrace_planning.store import catalogue

PLAN = "plan"
ATTEMPTS = 3


class FactsChanged(Exception):
    """Proposals were released while this plan was made; made of older facts, it would propose them again."""


async def ask_for_plan(tx: Tx, plant: str | None, horizon_days: int) -> JobState:
    if plant is not None and plant not in await catalogue.plants(tx):
        raise Missing.named("plant", plant)
    return await jobs.show(tx, await jobs.ask(tx, PLAN, {"plant": plant, "horizon_days": horizon_days}))


async def warm_up(running: Running) -> None:
    """Loading the kernels takes seconds, compiling them anew half a minute; begin while nobody waits."""
    await running.runtime.compute.run(load_kernels)


async def run(work: Work) -> Mapping[str, Any]:
    plan = await _planned(work)
    return {
        "plan": plan.id,
        "items": plan.items,
        "proposals": plan.proposals,
        "exceptions": plan.exceptions,
        "late_orders": plan.late_orders,
        "not_planned": plan.not_planned,
    }


async def _planned(work: Work) -> CommittedPlan:
    for attempt in range(1, ATTEMPTS + 1):
        question = await work.read(gather, work.params["horizon_days"])
        outcome = await work.compute(propose, question.inputs, question.network, question.rejected)
        try:
            return await work.transact(commit, work.params, question, outcome)
        except FactsChanged:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError


async def commit(tx: Tx, params: Mapping[str, Any], question: Question, outcome: Outcome) -> CommittedPlan:
    """Store the plan and what it proposes; what an older one proposed and nobody released is superseded."""
    await releases.alone(tx)
    if await releases.newest(tx) != question.last_release:
        raise FactsChanged(say("mrp.released-meanwhile"))
    plant = params["plant"]
    mine = outcome if plant is None else _only(outcome, plant)
    name = tx.new_id("pln")
    proposals = {order.reference: _proposal(tx.new_id("prp"), name, order, mine) for order in mine.orders}
    set_aside = [e for e in mine.exceptions if e.kind is ExceptionKind.NOT_PLANNED]
    plan = _committed(tx, name, params, question, mine)
    await _supersede(tx, plant)
    await plans.plans.add(tx, plan)
    names = {reference: proposal.id for reference, proposal in proposals.items()}
    await plans.add_proposals(tx, list(proposals.values()))
    await plans.add_pegs(tx, name, [_named(peg, names) for peg in mine.pegs])
    await plans.add_exceptions(
        tx, name, [replace(e, reference=names.get(e.reference, e.reference)) for e in mine.exceptions]
    )
    plan.take_effect(set_aside)
    tx.tell(plan)
    return plan


def _committed(tx: Tx, name: str, params: Mapping[str, Any], question: Question, mine: Outcome) -> CommittedPlan:
    plant = params["plant"]
    return CommittedPlan(
        id=name,
        tenant=tx.tenant,
        plant=plant,
        horizon_days=params["horizon_days"],
        start=question.inputs.start,
        items=len({item.item for item in question.inputs.items if plant in {None, item.plant}}),
        proposals=len(mine.orders),
        exceptions=len(mine.exceptions),
        late_orders=len({e.order for e in mine.exceptions if e.kind is ExceptionKind.LATE_DEMAND}),
        not_planned=sum(e.kind is ExceptionKind.NOT_PLANNED for e in mine.exceptions),
        forecast_release=question.forecast_release,
        committed_at=tx.now,
        committed_by=tx.actor.name if tx.actor else "",
    )


def _named(peg: PegRow, proposals: Mapping[str, str]) -> PegRow:
    if peg.kind != SupplyKind.PLANNED_ORDER:
        return peg
    return replace(peg, reference=proposals[peg.reference])


async def _supersede(tx: Tx, plant: str | None) -> None:
    for old in await plans.current(tx, plant):
        old.supersede()
        await plans.plans.save(tx, old)
    await plans.supersede_proposals(tx, plant)


def _only(outcome: Outcome, plant: str) -> Outcome:
    return Outcome(
        tuple(order for order in outcome.orders if order.plant == plant),
        outcome.suppliers,
        tuple(peg for peg in outcome.pegs if peg.plant == plant),
        tuple(exception for exception in outcome.exceptions if exception.plant == plant),
    )


def _proposal(name: str, plan: str, order: PlannedOrder, outcome: Outcome) -> Proposal:
    kind = ProposalKind.WORK if order.source is Source.MAKE else ProposalKind.PURCHASE
    supplier = outcome.suppliers.get((order.item, order.plant))
    return Proposal(
        name, plan, kind, order.item, order.plant, order.quantity, order.release, order.due, supplier=supplier
    )
