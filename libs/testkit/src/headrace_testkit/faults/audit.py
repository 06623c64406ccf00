"""The audit at the end of a run: everything quiet, everything collected, everything held against everything."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from headrace_testkit.faults import checker, facts, promises
from headrace_testkit.faults.checker import Verdict
from headrace_testkit.faults.client import Client
from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.journal import Answer
from headrace_testkit.faults.load.work import Work
from headrace_testkit.faults.load.world import PLATFORM

PATIENCE_FOR_QUIET = 90.0
QUIET_LOOKS = 3


async def quiet(ground: Ground) -> bool:
    """Until nobody tells anything more and the probe has heard as much as was told; False when that does not come."""
    before, still = (-1, -1), 0
    try:
        async with asyncio.timeout(PATIENCE_FOR_QUIET):
            while still < QUIET_LOOKS:
                now = (len(await facts.told(ground)), len(await facts.heard(ground)))
                still = still + 1 if now == before and now[0] <= now[1] else 0
                before = now
                await asyncio.sleep(0.5)
    except TimeoutError:
        return False
    return True


async def audit(ground: Ground, client: Client, answers: Sequence[Answer], work: Work, seed: int) -> Verdict:
    """Of the whole history, and of these answers."""
    await quiet(ground)
    verdict = await _events(ground)
    verdict.untrue += checker.untrue(await promises.kept(client, answers))
    verdict.untrue += checker.untrue(await promises.repeated(client, answers, random.Random(seed)))
    verdict.untrue += checker.untrue(await promises.names(client, work.names))
    verdict.lost += [f"work left undone: {trouble}" for trouble in work.troubles]
    await _after_the_repeats(ground, client, verdict)
    return verdict


async def _events(ground: Ground) -> Verdict:
    told, heard = await facts.told(ground), await facts.heard(ground)
    return Verdict(
        lost=[*checker.unheard(told, heard), *await facts.parked(ground)],
        doubled=checker.heard_twice(heard),
        out_of_order=checker.disordered(heard),
        untrue=checker.invented(told, heard),
    )


async def _after_the_repeats(ground: Ground, client: Client, verdict: Verdict) -> None:
    """Goods and money are counted last, so that a repeat that had a second effect is seen."""
    await quiet(ground)
    for pair in await facts.pairs(ground):
        verdict.add_pair(pair)
    if "finance" in ground.services:
        verdict.unbalanced += checker.unbalanced(await facts.postings(ground))
        books = await client.get(PLATFORM, "/api/finance/v1/audit")
        verdict.unbalanced += [f"{check['name']}: {check['actual']}" for check in books["checks"] if not check["ok"]]
    if "logistics" in ground.services:
        verdict.negative += checker.negative(await facts.movements(ground), facts.OUTSIDE)
        verdict.negative += await facts.negative_balances(ground)
