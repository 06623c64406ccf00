"""Asks a Kafka what it has: topics, partitions, where they begin and end. Fetches no events, belongs to no group."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TypeVar

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from headrace_chassis.events.bus import Stream
from headrace_chassis.events.kafka import topics as declared
from headrace_chassis.events.kafka.errors import BrokerUnreachable, TopicsNotReady
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topic_ids import topic_ids

R = TypeVar("R")
PATIENCE = 5.0


class Cluster:
    """One connection for all who ask; it is made when somebody asks, and anew after a failure."""

    def __init__(self, settings: KafkaSettings) -> None:
        self.settings = settings
        self.patience = PATIENCE
        self._client: AIOKafkaConsumer | None = None
        self._opening = asyncio.Lock()

    async def stop(self) -> None:
        client, self._client = self._client, None
        if client:
            with contextlib.suppress(KafkaError, OSError, TimeoutError):
                await asyncio.wait_for(client.stop(), PATIENCE)

    async def partitions(self, topics: Sequence[str]) -> dict[str, int]:
        """How many partitions each topic has; 0 when there is no such topic."""

        async def ask(client: AIOKafkaConsumer) -> dict[str, int]:
            cluster = await client._client.fetch_all_metadata()
            return {topic: len(cluster.partitions_for_topic(topic) or ()) for topic in topics}

        return await self._asked(ask)

    async def check(self, topics: Sequence[str]) -> None:
        """Raises TopicsNotReady unless all topics have the declared partitions; more of them do no harm."""
        found = await self.partitions(topics)
        wrong = [
            f"{topic} has {found[topic]} partitions of {declared.partitions_of(topic)}"
            if found[topic]
            else f"{topic} does not exist"
            for topic in topics
            if found[topic] < declared.partitions_of(topic)
        ]
        if wrong:
            raise TopicsNotReady(
                f"Kafka {self.settings.bootstrap} is not prepared: {'; '.join(wrong)}. Run: headrace topics apply "
                f"--kafka {self.settings.bootstrap}"
            )

    async def origins(self, topics: Collection[str]) -> dict[str, str]:
        """Names of those topics' logs that are there: a topic that is made anew has another."""
        found = await self._asked(lambda client: topic_ids(client, topics))
        return {topic: f"kafka {identity}" for topic, identity in found.items()}

    async def ends(self, streams: Sequence[Stream]) -> dict[Stream, int]:
        """The offset, as Kafka counts, of the event that will come next."""
        found = await self._asked(lambda client: client.end_offsets([TopicPartition(*one) for one in streams]))
        return {Stream(*partition): offset for partition, offset in found.items()}

    async def beginnings(self, streams: Sequence[Stream]) -> dict[Stream, int]:
        """The offset, as Kafka counts, of the first event that is there."""
        found = await self._asked(lambda client: client.beginning_offsets([TopicPartition(*one) for one in streams]))
        return {Stream(*partition): offset for partition, offset in found.items()}

    async def _asked(self, ask: Callable[[AIOKafkaConsumer], Awaitable[R]]) -> R:
        try:
            async with asyncio.timeout(PATIENCE):
                return await ask(await self._connected())
        except (KafkaError, OSError, TimeoutError) as error:
            await self.stop()
            raise unreachable(self.settings, error) from error

    async def _connected(self) -> AIOKafkaConsumer:
        async with self._opening:
            if self._client is None:
                client = AIOKafkaConsumer(**self.settings.options(), request_timeout_ms=int(PATIENCE * 1000))
                try:
                    await client.start()
                except BaseException:
                    await client.stop()
                    raise
                self._client = client
            return self._client


def unreachable(settings: KafkaSettings, error: BaseException) -> BrokerUnreachable:
    who = f" as {settings.user}" if settings.has_users else ""
    return BrokerUnreachable(
        f"Kafka can't be reached at {settings.bootstrap} ({settings.security}{who}): "
        f"{str(error) or type(error).__name__}. Is the address right (--kafka host:port), the broker running "
        "(make kafka), and do its listener and the settings of security agree?"
    )


async def preflight(settings: KafkaSettings) -> None:
    """Raises BrokerUnreachable unless the broker answers."""
    cluster = Cluster(settings)
    try:
        await cluster.partitions([])
    finally:
        await cluster.stop()
