"""A run: people work, things break at drawn moments, and at the end everything is audited."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
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
from headrace_testkit.kafka import KafkaNotStarted

STAGE = 50


@dataclass(frozen=True)
class Wanted:
    """`calm` is the longest pause between two faults, in seconds; with `journeys` one is played after the other."""

    rounds: int
    seed: int
    journeys: bool = False
    calm: float = 0.6


async def run(layout: Layout, wanted: Wanted, today: date, keep: Callable[[Report], None]) -> Report:
    """`keep` is called after each stage: a run that is cut off later has been audited up to there."""
    report = Report(wanted.seed)
    async with Ground(layout) as ground:
        say(f"{len(ground.processes)} processes run on {layout.bus}, the gateway at {ground.address}")
        one = Run(ground, wanted, report)
        try:
            await settle_in(one.client, layout.services, today.isoformat())
            await one.play(keep)
        finally:
            await one.close()
    return report


class Run:
    """In stages: some rounds while people work, then they rest and everything is audited."""

    def __init__(self, ground: Ground, wanted: Wanted, report: Report) -> None:
        folder = ground.layout.folder
        self.client = Client(ground.address, Journal(folder / "journal.jsonl"))
        self._ground = ground
        self._wanted = wanted
        self._report = report
        self._chance = Random(wanted.seed)
        self._recovery = Recovery(ground, self.client)
        self._work = Work(self.client, wanted.seed, ground.layout.staffed)
        self._journeys = Journeys(ground.address, folder / "logs" / "journeys.log")
        self._audited = 0

    async def play(self, keep: Callable[[Report], None]) -> None:
        self._report.left_out = left_out(self._ground)
        if self._wanted.journeys:
            self._journeys.start()
        rounds = list(enumerate(drawn(self._wanted.rounds, self._chance, playable(self._ground)), start=1))
        for first in range(0, len(rounds), STAGE):
            self._work.start()
            await self._rounds(rounds[first : first + STAGE])
            await self._work.stop()
            if first + STAGE >= len(rounds):
                await self._journeys.stop()
                self._audited = 0
            await self._audit()
            keep(self._report)

    async def _rounds(self, rounds: Sequence[tuple[int, Kind]]) -> None:
        for number, kind in rounds:
            await asyncio.sleep(self._chance.uniform(0.0, self._wanted.calm))
            one = await _round(number, kind, self._ground, self._recovery, self._chance)
            self._report.rounds.append(one)
            say(f"{number:4} {one.recovery:6.2f} s  {one.kind:28} {one.what} {one.trouble or one.waited_for}")

    async def _audit(self) -> None:
        """Of events, goods and money all; of answers those since the last audit, and all at the end."""
        journal = self.client.journal
        fresh = journal.answers[self._audited :]
        self._audited = len(journal.answers)
        self._report.verdict = await audit(self._ground, self.client, fresh, self._work, self._wanted.seed)
        self._report.journeys = self._journeys.played
        self._report.load = {
            "things_done": self._work.done,
            "requests": journal.asked,
            "tries_without_an_answer": journal.unanswered,
            "answers": len(journal.answers),
        }

    async def close(self) -> None:
        self._work.cancel()
        await self.client.close()
        self.client.journal.close()


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
