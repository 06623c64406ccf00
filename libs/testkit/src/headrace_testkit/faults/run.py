"""A run: people work, things break at drawn moments, and at the end everything is audited."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from headrace_testkit.faults.audit import audit
from headrace_testkit.faults.client import Client
from headrace_testkit.faults.ground import Ground, Layout
from headrace_testkit.faults.journal import Journal
from headrace_testkit.faults.kinds import KINDS, Kind
from headrace_testkit.faults.load.journey import Journeys
from headrace_testkit.faults.load.work import Work
from headrace_testkit.faults.load.world import settle_in
from headrace_testkit.faults.process import NotReady
from headrace_testkit.faults.recovery import NotRecovered, Recovery
from headrace_testkit.faults.report import TARGET, Report, Round
from headrace_testkit.faults.stand_ins import PLANNER
from headrace_testkit.kafka import KafkaNotStarted


@dataclass(frozen=True)
class Wanted:
    """`calm` is the longest pause between two faults, in seconds; with `journeys` one is played after the other."""

    rounds: int
    seed: int
    journeys: bool = False
    calm: float = 0.6


async def run(layout: Layout, wanted: Wanted, today: date) -> Report:
    report = Report(wanted.seed)
    async with Ground(layout) as ground:
        say(f"{len(ground.processes)} processes run on {layout.bus}, the gateway at {ground.address}")
        journal = Journal(layout.folder / "journal.jsonl")
        client = Client(ground.address, journal)
        own = [service for service in layout.services if service not in layout.stand_ins]
        work = Work(client, wanted.seed, [*own, *layout.stand_ins] if PLANNER in layout.stand_ins else own)
        try:
            await settle_in(client, layout.services, today.isoformat())
            journeys = Journeys(ground.address, layout.folder / "logs" / "journeys.log")
            work.start()
            if wanted.journeys:
                journeys.start()
            await _play(ground, client, wanted, report)
            await work.stop()
            await journeys.stop()
            report.journeys = journeys.played
            report.load = {
                "things_done": work.done,
                "requests": journal.asked,
                "tries_without_an_answer": journal.unanswered,
                "answers": len(journal.answers),
            }
            report.verdict = await audit(ground, client, journal, work, wanted.seed)
        finally:
            work.cancel()
            await client.close()
            journal.close()
    return report


async def _play(ground: Ground, client: Client, wanted: Wanted, report: Report) -> None:
    chance = Random(wanted.seed)
    recovery = Recovery(ground, client)
    report.left_out = left_out(ground)
    for number, kind in enumerate(drawn(wanted.rounds, chance, playable(ground)), start=1):
        await asyncio.sleep(chance.uniform(0.0, wanted.calm))
        one = await _round(number, kind, ground, recovery, chance)
        report.rounds.append(one)
        say(f"{number:4} {one.recovery:6.2f} s  {one.kind:28} {one.what} {one.trouble or one.waited_for}")


async def _round(number: int, kind: Kind, ground: Ground, recovery: Recovery, chance: Random) -> Round:
    what = ""
    try:
        await ground.revive()
        struck = await kind.play(ground, chance)
        what = struck.what
        seconds = await recovery.seconds(struck.services)
        return Round(number, kind.name, what, seconds, waited_for=recovery.longest[1] if seconds > TARGET else "")
    except (NotReady, NotRecovered, KafkaNotStarted) as trouble:
        return Round(number, kind.name, what, 0.0, str(trouble))
    except Exception as trouble:
        # a run of hours goes on: whatever it is, it is in the report
        return Round(number, kind.name, what, 0.0, repr(trouble))


def playable(ground: Ground) -> list[Kind]:
    missing = left_out(ground)
    return [kind for kind in KINDS if kind.name not in missing]


def left_out(ground: Ground) -> dict[str, str]:
    """Kinds that can't be played here, and why."""
    found = {}
    for kind in KINDS:
        if kind.needs_kafka and ground.kafka is None:
            found[kind.name] = f"the bus is {ground.layout.bus}"
        elif kind.needs_disks and ground.no_disks:
            found[kind.name] = ground.no_disks
        elif kind.needs and kind.needs not in ground.services:
            found[kind.name] = f"{kind.needs} does not run"
    return found


def drawn(rounds: int, chance: Random, kinds: Sequence[Kind]) -> list[Kind]:
    """Heavy kinds once each where there is room; of the others each once, then by weight; all in a drawn order."""
    heavy = [kind for kind in kinds if not kind.weight]
    light = [kind for kind in kinds if kind.weight]
    once = [*light, *heavy][:rounds]
    more = chance.choices(light, [kind.weight for kind in light], k=rounds - len(once))
    order = [*once, *more]
    chance.shuffle(order)
    return order


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201
