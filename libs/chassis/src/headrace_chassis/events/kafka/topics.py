"""The topics, declared: one for each service that tells events.

A topic is the only place from which another service can build a read model anew, so nothing in it is ever deleted. The
partition of a key is its CRC-32 modulo the declared number, as librdkafka's `consistent` partitioner has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from zlib import crc32

from headrace_contracts.registry import EVENT_TYPES

PARTITIONS = 6
BUSIEST = {"headrace.mes.v1": 12, "headrace.equipment.v1": 12, "headrace.traceability.v1": 12}
REPLICAS = 3
SETTINGS = {
    "cleanup.policy": "delete",
    "retention.ms": "-1",
    "retention.bytes": "-1",
    "compression.type": "producer",
    "message.timestamp.type": "CreateTime",
    "max.message.bytes": str(4 << 20),
}


@dataclass(frozen=True)
class Topic:
    name: str
    partitions: int
    settings: dict[str, str] = field(default_factory=lambda: dict(SETTINGS))


def declared() -> dict[str, Topic]:
    names = sorted({kind.topic for kind in EVENT_TYPES.values()})
    return {name: Topic(name, partitions_of(name)) for name in names}


def partitions_of(topic: str) -> int:
    return BUSIEST.get(topic, PARTITIONS)


def partition_of(topic: str, key: str) -> int:
    return crc32(key.encode()) % partitions_of(topic)


def replicas(brokers: int) -> int:
    return min(REPLICAS, brokers)


def least_in_sync(replication: int) -> int:
    """How many replicas must have an event before it counts as sent."""
    return min(2, replication)
