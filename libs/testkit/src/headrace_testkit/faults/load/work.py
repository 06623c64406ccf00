"""The steady load: so many people, each with one thing in hand."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import count

from headrace_testkit.faults.client import Client
from headrace_testkit.faults.load.catalogue import count_in, rename
from headrace_testkit.faults.load.purchase import Purchase, order_only, purchase
from headrace_testkit.faults.load.world import PARTS, SUPPLIERS
from headrace_testkit.faults.stand_ins import PLANNER

PATIENCE_TO_FINISH = 240.0


@dataclass
class Work:
    """What people can do depends on the `services` that run. `pause` is how long each rests between two things, on
    average."""

    client: Client
    seed: int
    services: Collection[str]
    buyers: int = 2
    pause: float = 0.7
    done: int = 0
    troubles: list[str] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    _shift: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _stopping: bool = False
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self) -> None:
        """Another shift: what it makes has names of its own."""
        self._shift += 1
        self._stopping = False
        buyers = self.buyers if PLANNER in self.services else 0
        work = [self._buy(buyer) for buyer in range(buyers)] + [self._tend()]
        self._tasks = [asyncio.create_task(part) for part in work]

    async def stop(self) -> None:
        """Whatever is in hand is brought to its end."""
        self._stopping = True
        finished, late = await asyncio.wait(self._tasks, timeout=PATIENCE_TO_FINISH)
        for task in late:
            task.cancel()
            self.troubles.append(f"{task.get_coro().__qualname__} did not come to its end")  # type: ignore[union-attr]
        for task in finished:
            if task.exception():
                self.troubles.append(repr(task.exception()))

    def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _buy(self, buyer: int) -> None:
        chance = random.Random(f"{self.seed} {self._shift} {buyer}")
        for number in count():
            if self._stopping:
                return
            story = f"s{self.seed}-{self._shift}-{buyer}-{number}"
            wanted = Purchase(story, chance.choice(PARTS), chance.choice(SUPPLIERS), chance.randint(1, 30))
            await (purchase if "finance" in self.services else order_only)(self.client, wanted)
            self.done += 1
            await asyncio.sleep(chance.expovariate(1 / self.pause))

    async def _tend(self) -> None:
        chance = random.Random(f"{self.seed} {self._shift} tend")
        for number in self._numbers:
            if self._stopping:
                return
            code = chance.choice(PARTS)
            await rename(self.client, code, number)
            self.names[code] = number
            if "logistics" in self.services:
                await count_in(self.client, code, f"C{self.seed}-{number}", chance.randint(1, 9))
            self.done += 1
            await asyncio.sleep(chance.expovariate(1 / self.pause))
