"""What a Kafka lacks of the declared topics, and putting it there. Nothing is ever shrunk or deleted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, for_code

from headrace_chassis.events.bus import Stream
from headrace_chassis.events.kafka.cluster import Cluster, unreachable
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topics import Topic, least_in_sync, replicas

SET_ON_TOPIC = 1  # where a setting comes from, as the protocol numbers it
SEEN_WITHIN = 20.0
IN_SYNC = "min.insync.replicas"


class Kind(StrEnum):
    CREATE = "create"
    SET = "set"
    GROW = "grow"


@dataclass(frozen=True)
class Change:
    """`settings` are all that the topic will have of its own; `words` say what is different."""

    kind: Kind
    topic: str
    words: str
    partitions: int = 0
    replication: int = 0
    settings: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind:6} {self.topic}: {self.words}"


@dataclass(frozen=True)
class Found:
    """A topic as the cluster has it; `own` are the settings made on the topic, `settings` all that are in force."""

    partitions: int
    replication: int
    own: dict[str, str]
    settings: dict[str, str]


class TopicsRefused(RuntimeError):
    """A change that would lose events or their order, or that Kafka did not make."""


async def plan(settings: KafkaSettings, topics: Mapping[str, Topic], replication: int | None = None) -> list[Change]:
    """The changes that lead to what is declared. `replication` is for new topics; default the lesser of 3 and what
    there are of brokers."""
    async with _admin(settings) as admin:
        brokers = len((await admin.describe_cluster())["brokers"])
        found = await _found(admin, list(topics))
    wanted = replication or replicas(brokers)
    return [change for topic in topics.values() for change in _changes(topic, found.get(topic.name), wanted)]


def _changes(topic: Topic, found: Found | None, replication: int) -> list[Change]:
    if found is None:
        own = {**topic.settings, IN_SYNC: str(least_in_sync(replication))}
        words = f"{topic.partitions} partitions, {replication} replicas, kept for ever"
        return [Change(Kind.CREATE, topic.name, words, topic.partitions, replication, own)]
    changes = []
    wanted = {**topic.settings, IN_SYNC: str(least_in_sync(found.replication))}
    different = {name: value for name, value in wanted.items() if found.settings.get(name) != value}
    if different:
        words = ", ".join(f"{name} {found.settings.get(name)} -> {value}" for name, value in different.items())
        changes.append(Change(Kind.SET, topic.name, words, settings={**found.own, **different}))
    if found.partitions < topic.partitions:
        words = f"{found.partitions} -> {topic.partitions} partitions"
        changes.append(Change(Kind.GROW, topic.name, words, topic.partitions))
    return changes


async def apply(settings: KafkaSettings, changes: Sequence[Change], unsent: Mapping[str, int] | None = None) -> None:
    """Make the changes. A topic with events in it grows only when nobody has any of them still before him.

    `unsent` says for each topic how many events its service has not sent yet. Raises TopicsRefused.
    """
    growing = [change for change in changes if change.kind is Kind.GROW]
    await _refuse_if_on_the_way(settings, growing, unsent or {})
    async with _admin(settings) as admin:
        creating = [change for change in changes if change.kind is Kind.CREATE]
        await _create(admin, creating)
        for change in changes:
            if change.kind is Kind.SET:
                await _set(admin, change)
        for change in growing:
            await admin.create_partitions({change.topic: NewPartitions(change.partitions)})
        await _until_there(admin, {c.topic: c.partitions for c in (*creating, *growing)})


async def _until_there(admin: AIOKafkaAdminClient, wanted: Mapping[str, int]) -> None:
    """Brokers learn of a change some time after it was accepted."""
    async with asyncio.timeout(SEEN_WITHIN):
        while wanted:
            found = {one["topic"]: len(one["partitions"]) for one in await _all_topics(admin)}
            if all(found.get(name, 0) >= partitions for name, partitions in wanted.items()):
                return
            await asyncio.sleep(0.05)


async def _create(admin: AIOKafkaAdminClient, changes: Sequence[Change]) -> None:
    if not changes:
        return
    new = [NewTopic(c.topic, c.partitions, c.replication, topic_configs=c.settings) for c in changes]
    answer = await admin.create_topics(new)
    for topic, code, words in answer.topic_errors:
        if code:
            raise TopicsRefused(f"Kafka did not create {topic}: {words or for_code(code).__name__}")


async def _set(admin: AIOKafkaAdminClient, change: Change) -> None:
    (answer,) = await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, change.topic, change.settings)])
    for code, words, _, topic in answer.resources:
        if code:
            raise TopicsRefused(f"Kafka did not change {topic}: {words or for_code(code).__name__}")


async def _refuse_if_on_the_way(settings: KafkaSettings, growing: Sequence[Change], unsent: Mapping[str, int]) -> None:
    """More partitions move keys to others, so an event could overtake an earlier one of its key."""
    cluster = Cluster(settings)
    try:
        for change in growing:
            before = (await cluster.partitions([change.topic]))[change.topic]
            ends = await cluster.ends([Stream(change.topic, n) for n in range(before)])
            if not any(ends.values()):
                continue
            if change.topic not in unsent:
                raise TopicsRefused(
                    f"{change.topic} has events: it can only grow when its service has sent all that it told. "
                    "Give --database-url, so that this can be looked up."
                )
            if unsent[change.topic]:
                raise TopicsRefused(
                    f"{change.topic} can't grow now: {unsent[change.topic]} events of its service are not sent yet. "
                    "Stop what writes, wait until relay_lag_events is 0, try again."
                )
            await _refuse_if_unheard(settings, change.topic, ends)
    finally:
        await cluster.stop()


async def _refuse_if_unheard(settings: KafkaSettings, topic: str, ends: Mapping[Stream, int]) -> None:
    async with _admin(settings) as admin:
        for group, *_ in await admin.list_consumer_groups():
            heard = await admin.list_consumer_group_offsets(group)
            behind = sum(
                max(0, end - heard[TopicPartition(*stream)].offset)
                for stream, end in ends.items()
                if TopicPartition(*stream) in heard
            )
            if behind:
                raise TopicsRefused(
                    f"{topic} can't grow now: {group} has {behind} of its events still to hear. "
                    "Wait until consumer_lag_events is 0, try again."
                )


async def _all_topics(admin: AIOKafkaAdminClient) -> list[dict[str, Any]]:
    """Asked for by name, a topic that is not there would be made by many a broker."""
    return [one for one in await admin.describe_topics() if not one["error_code"]]


async def _found(admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, Found]:
    there = {one["topic"]: one for one in await _all_topics(admin) if one["topic"] in names}
    if not there:
        return {}
    asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in there]
    entries = {
        resource[3]: resource[4] for answer in await admin.describe_configs(asked) for resource in answer.resources
    }
    return {name: _topic(one["partitions"], entries[name]) for name, one in there.items()}


def _topic(partitions: list[dict[str, Any]], entries: list[tuple[Any, ...]]) -> Found:
    own = {name: value for name, value, _, source, *_ in entries if source == SET_ON_TOPIC}
    in_force = {name: value for name, value, *_ in entries}
    return Found(len(partitions), len(partitions[0]["replicas"]), own, in_force)


@asynccontextmanager
async def _admin(settings: KafkaSettings) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**settings.options(), request_timeout_ms=10_000)
    try:
        await admin.start()
    except (KafkaError, OSError) as error:
        await admin.close()
        raise unreachable(settings, error) from error
    try:
        yield admin
    finally:
        await admin.close()
