"""A disk that is full to the last byte, and then is not."""

from __future__ import annotations

import asyncio
from random import Random

from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.kinds.kind import Kind, Struck

FULL_FOR = 3.0


async def full_event_log(ground: Ground, chance: Random) -> Struck:  # noqa: ARG001
    """PostgreSQL can write no more: neither tables nor its log."""
    disk = ground.disks["postgres"]
    disk.fill()
    await asyncio.sleep(FULL_FOR)
    disk.free()
    await ground.until_postgres_answers()
    return Struck("the disk of PostgreSQL", ground.services)


async def full_kafka(ground: Ground, chance: Random) -> Struck:  # noqa: ARG001
    """Kafka gives up a log folder that it can't write and ends; whoever runs it frees the disk and starts it."""
    assert ground.kafka is not None
    disk = ground.disks["kafka"]
    disk.fill()
    await asyncio.sleep(FULL_FOR)
    disk.free()
    if await ground.kafka.has_ended(within=1.0):
        await ground.kafka.start()
    return Struck("the disk of Kafka", ground.services)


KINDS = (
    Kind("full_event_log_disk", full_event_log, weight=0, needs_disks=True),
    Kind("full_kafka_disk", full_kafka, weight=0, needs_kafka=True, needs_disks=True),
)
