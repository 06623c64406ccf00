"""SIGSTOP: it keeps its locks and its connections and says nothing, then goes on as if no time had passed."""

from __future__ import annotations

import asyncio
from random import Random

from headrace_testkit.faults.ground import GATEWAY, Ground
from headrace_testkit.faults.kinds.kind import Kind, Struck, any_process
from headrace_testkit.faults.process import Process
from headrace_testkit.faults.stand_ins import PROBE

SHORTEST, LONGEST = 0.3, 3.0
FULL = 30.0


async def freeze_service(ground: Ground, chance: Random) -> Struck:
    return await _frozen(ground, chance, any_process(ground, chance))


async def freeze_consumer(ground: Ground, chance: Random) -> Struck:
    return await _frozen(ground, chance, chance.choice(ground.of(PROBE)))


async def freeze_gateway(ground: Ground, chance: Random) -> Struck:
    return await _frozen(ground, chance, ground.of(GATEWAY)[0])


async def freeze_kafka(ground: Ground, chance: Random) -> Struck:
    assert ground.kafka is not None
    seconds = _length(ground, chance)
    ground.kafka.pause()
    await asyncio.sleep(seconds)
    ground.kafka.resume()
    return Struck(f"kafka for {seconds:.1f} s", ground.services)


async def freeze_long(ground: Ground, chance: Random) -> Struck:
    """Longer than every lease, session and time-out of the platform."""
    process = any_process(ground, chance)
    process.freeze()
    await asyncio.sleep(FULL)
    process.thaw()
    return Struck(f"{process.name} for {FULL:.0f} s", [process.service])


async def _frozen(ground: Ground, chance: Random, process: Process) -> Struck:
    seconds = _length(ground, chance)
    process.freeze()
    await asyncio.sleep(seconds)
    process.thaw()
    return Struck(f"{process.name} for {seconds:.1f} s", [process.service])


def _length(ground: Ground, chance: Random) -> float:
    return min(FULL, chance.uniform(SHORTEST, LONGEST) * ground.patience)


KINDS = (
    Kind("freeze_service", freeze_service, weight=5),
    Kind("freeze_consumer", freeze_consumer, weight=2),
    Kind("freeze_gateway", freeze_gateway, weight=2),
    Kind("freeze_kafka", freeze_kafka, weight=2, needs_kafka=True),
    Kind("freeze_30_s", freeze_long, weight=0),
)
