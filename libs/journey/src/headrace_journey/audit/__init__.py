"""The audit: what the services say must fit together, to the last piece, cent and event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headrace_journey.audit import events, goods, money, orders, traces
from headrace_journey.http import Json
from headrace_journey.result import Check
from headrace_journey.stage import Stage
from headrace_journey.step import Step


async def audit(stage: Stage, recorded: Mapping[str, Json], steps: Sequence[Step]) -> list[Check]:
    await stage.settled()
    checks = [Check("every step is recorded", [step.id for step in steps], [s.id for s in steps if s.id in recorded])]
    for part in (goods.checks, orders.checks, money.checks, traces.checks, events.checks):
        checks += await part(stage)
    return checks
