"""A journey begins, goes on step by step, and ends with its audit."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_control_tower.model.journey import Audit, Journey, JourneyState, Step
from headrace_control_tower.store.journeys import journeys


async def begin(tx: Tx, world: str, seed: int) -> Journey:
    journey = Journey(id=tx.new_id("jny"), tenant=tx.tenant, world=world, seed=seed, started_at=tx.now)
    await journeys.add(tx, journey)
    return journey


async def record(tx: Tx, name: str, step: Step) -> Step:
    """The step as it is recorded: the first of those with one id."""
    journey = await journeys.take(tx, name)
    if journey.record(step):
        await journeys.save(tx, journey)
        tx.tell(journey)
    return next(known for known in journey.steps if known.id == step.id)


async def end(tx: Tx, name: str, state: JourneyState, audit: Audit | None, counts: dict[str, int]) -> Journey:
    journey = await journeys.take(tx, name)
    journey.end(state, audit, counts, tx.now)
    await journeys.save(tx, journey)
    tx.tell(journey)
    return journey
