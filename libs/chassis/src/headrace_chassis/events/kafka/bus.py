"""The production driver: relays carry events to Kafka, groups hear them there. Our offset is Kafka's plus one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from headrace_chassis.events.bus import Follower, Reader, Stream
from headrace_chassis.events.kafka.cluster import Cluster
from headrace_chassis.events.kafka.membership import KafkaMembership
from headrace_chassis.events.kafka.reading import KafkaReader
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topics import partition_of, partitions_of


class KafkaBus:
    """`member` names this process among the replicas of its service, and stays the same when it starts again; without
    a name it is a new member each time."""

    name = "kafka"

    def __init__(self, settings: KafkaSettings, member: str = "") -> None:
        self._member = member
        self.cluster = Cluster(settings)

    async def start(self) -> None:
        """Nothing to do: who needs the broker waits for it."""

    async def stop(self) -> None:
        await self.cluster.stop()

    async def all_streams(self, topics: Sequence[str]) -> list[Stream]:
        return [Stream(topic, partition) for topic in topics for partition in range(partitions_of(topic))]

    def stream_of(self, topic: str, key: str) -> Stream:
        return Stream(topic, partition_of(topic, key))

    def membership(self, group: str, topics: Sequence[str], follower: Follower) -> KafkaMembership:
        return KafkaMembership(self.cluster, group, self._member, topics, follower)

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Reader]:
        reader = KafkaReader(self.cluster)
        try:
            yield reader
        finally:
            await reader.stop()

    async def high_water(self, stream: Stream) -> int:
        return (await self.cluster.ends([stream]))[stream]

    async def high_waters(self, streams: Sequence[Stream]) -> dict[Stream, int]:
        return await self.cluster.ends(streams) if streams else {}

    def poke(self, source: str) -> None:
        """The service's relay is poked by the service itself."""
