"""Lines between parts: slow, cut, half open, swallowed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random

from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.kinds.kind import Kind, Struck
from headrace_testkit.faults.link import Link, Slow

SHORTEST, LONGEST = 0.3, 2.5
Break = Callable[[Link, Random], None]


def _slow(link: Link, chance: Random) -> None:
    latency = chance.uniform(0.01, 0.2)
    link.slow_down(Slow(latency, latency / 2, chance.choice([50_000, 500_000, 5_000_000])))


def _cut(link: Link, _: Random) -> None:
    link.cut()


def _half_open(link: Link, chance: Random) -> None:
    there = chance.random() < 0.5
    link.swallow(there=there, back=not there)


def _black_hole(link: Link, _: Random) -> None:
    link.swallow()


def _kind(how: str, act: Break, end: str, weight: int) -> Kind:
    async def play(ground: Ground, chance: Random) -> Struck:
        name = chance.choice([name for name, far in ground.lines if far == end])
        link = ground.lines[name, end]
        act(link, chance)
        await asyncio.sleep(chance.uniform(SHORTEST, LONGEST) * ground.patience)
        link.mend()
        return Struck(link.name, [_service_of(ground, name)])

    return Kind(f"{how}_{end}_line", play, weight, needs_kafka=end == "kafka")


def _service_of(ground: Ground, name: str) -> str:
    """The lines of the gateway lead to replicas, the others start at services."""
    return next((process.service for process in ground.processes if process.name == name), name)


KINDS = tuple(
    _kind(how, act, end, weight)
    for how, act, weight in (
        ("slow", _slow, 2),
        ("cut", _cut, 3),
        ("half_open", _half_open, 1),
        ("black_hole", _black_hole, 1),
    )
    for end in ("postgres", "kafka", "gateway")
)
