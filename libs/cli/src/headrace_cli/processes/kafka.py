"""What is looked at and prepared on a Kafka before any service starts."""

from __future__ import annotations

from collections.abc import Callable

import asyncpg

from headrace_chassis.events import watermark
from headrace_chassis.events.bus import Stream, service_of
from headrace_chassis.events.kafka.changes import Kind, apply, plan
from headrace_chassis.events.kafka.cluster import Cluster
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topics import declared, partitions_of

DatabaseOf = Callable[[str], str]


class ForeignTopics(Exception):
    """The topics hold events that no database of ours has told."""


async def prepare(kafka: KafkaSettings, database_of: DatabaseOf) -> None:
    """The topics are there, and are ours. Raises BrokerUnreachable, TopicsRefused, ForeignTopics."""
    await apply(kafka, [change for change in await plan(kafka, declared()) if change.kind is not Kind.GROW])
    await _refuse_foreign(kafka, database_of)


async def _refuse_foreign(kafka: KafkaSettings, database_of: DatabaseOf) -> None:
    """A fresh platform would take the events of the one before it for its own, and then its own for repeats."""
    cluster = Cluster(kafka)
    try:
        streams = [Stream(name, number) for name in declared() for number in range(partitions_of(name))]
        filled = {stream.topic for stream, end in (await cluster.ends(streams)).items() if end}
    finally:
        await cluster.stop()
    foreign = [topic for topic in sorted(filled) if not await _has_told(database_of(service_of(topic)))]
    if foreign:
        raise ForeignTopics(
            f"Kafka {kafka.bootstrap} has events in {', '.join(foreign)}, and the databases here have told none: they "
            "belong to another platform. Name the data folder or database that they came from, or an empty Kafka."
        )


async def _has_told(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return bool(await watermark.last_drawn(connection))
    finally:
        await connection.close()
