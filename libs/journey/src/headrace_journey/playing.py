"""Playing the journey, from wherever it stands, to its end."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx

from headrace_journey.anchor import first_day
from headrace_journey.audit import audit
from headrace_journey.counts import count
from headrace_journey.http import Json, People
from headrace_journey.loading import load_parties
from headrace_journey.record import Record
from headrace_journey.result import JourneyResult
from headrace_journey.stage import Stage
from headrace_journey.step import Done, Step
from headrace_journey.steps.all import steps_of
from headrace_journey.worlds.world import Company

OnStep = Callable[[Json], None]


async def play(gateway: httpx.AsyncClient, company: Company, *, on_step: OnStep = lambda _: None) -> JourneyResult:
    """Play what is left of the company's journey; one that has ended is only audited again."""
    people = People(gateway)
    world = company.on(await first_day(people, company))
    await load_parties(people, world)
    record = await Record.opened(people, world)
    stage = Stage(people, world, record.id, record.steps)
    steps = steps_of(world.story)
    for step in steps:
        on_step(record.steps.get(step.id) or await record.add(await _played(step, stage)))
    return await _ended(stage, record, steps)


async def _played(step: Step, stage: Stage) -> Done:
    began = time.perf_counter()
    told = await step.play(stage)
    return Done(step, told, await stage.now(), time.perf_counter() - began)


async def _ended(stage: Stage, record: Record, steps: list[Step]) -> JourneyResult:
    result = JourneyResult(
        journey=record.id,
        world=stage.world.name,
        seed=stage.world.seed,
        steps=[record.steps[step.id] for step in steps],
        counts=await count(stage),
        checks=await audit(stage, record.steps, steps),
    )
    if record.state == "running":
        await record.end(holds=result.holds, audit=result.audit, counts=result.counts)
    return result
