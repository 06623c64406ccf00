from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random

from headrace_testkit.faults.ground import GATEWAY, Ground
from headrace_testkit.faults.process import Process
from headrace_testkit.faults.stand_ins import PROBE


@dataclass(frozen=True, slots=True)
class Struck:
    """What was broken and is back now, and the services that have to show that they work again."""

    what: str
    services: Sequence[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """`play` breaks something, waits, mends it, and returns as soon as the part itself is back. `needs` is a service
    that has to run.

    `weight` is how often it is drawn beside the others; a heavy kind (0) is played once a run, at a drawn place.
    """

    name: str
    play: Callable[[Ground, Random], Awaitable[Struck]]
    weight: int = 1
    needs_kafka: bool = False
    needs_disks: bool = False
    needs: str = ""


def any_process(ground: Ground, chance: Random) -> Process:
    """Of a service of the platform: neither the gateway nor the probe, which have kinds of their own."""
    return chance.choice([p for p in ground.processes if p.service not in {GATEWAY, PROBE}])


def any_service(ground: Ground, chance: Random) -> str:
    return any_process(ground, chance).service


def moment(chance: Random, ground: Ground, longest: float = 1.0) -> float:
    """A pause of the fault; longer in a long run."""
    return chance.uniform(0.0, longest) * ground.patience
