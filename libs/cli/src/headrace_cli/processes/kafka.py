"""What is looked at and prepared on a Kafka before any service starts."""

from __future__ import annotations

from collections.abc import Callable, Set

import asyncpg

from headrace_chassis.events import watermark
from headrace_chassis.events.bus import Stream, service_of
from headrace_chassis.events.kafka.changes import Kind, apply, plan
from headrace_chassis.events.kafka.cluster import Cluster
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topics import declared, partitions_of
from headrace_cli.refusals import NotDone

DatabaseOf = Callable[[str], str]


class ForeignTopics(NotDone):
    """The topics hold events that no database of ours has told."""


async def prepare(kafka: KafkaSettings, database_of: DatabaseOf) -> None:
    """The topics are there, and are ours. Raises BrokerUnreachable, TopicsRefused, ForeignTopics."""
    changes = await plan(kafka, declared())
    await _refuse_foreign(kafka, declared().keys() - {c.topic for c in changes if c.kind is Kind.CREATE}, database_of)
    await apply(kafka, [change for change in changes if change.kind is not Kind.GROW])


async def _refuse_foreign(kafka: KafkaSettings, topics: Set[str], database_of: DatabaseOf) -> None:
    """A fresh platform would take the events of the one before it for its own, and then its own for repeats."""
    if not topics:
        return
    cluster = Cluster(kafka)
    try:
        streams = [Stream(name, number) for name in topics for number in range(partitions_of(name))]
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
