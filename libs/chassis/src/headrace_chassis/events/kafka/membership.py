"""A service's place in its consumer group.

The group says who follows which stream; how far a stream is heard is known by the service's own database, and told to
Kafka each second for those who ask Kafka. A client that falls silent is thrown away and made anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Coroutine, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError

from headrace_chassis import metrics
from headrace_chassis.clock import monotonic
from headrace_chassis.events.bus import Delivered, Follower, Stream
from headrace_chassis.events.kafka.buffer import Buffer
from headrace_chassis.events.kafka.clients import end_consumer
from headrace_chassis.events.kafka.cluster import Cluster
from headrace_chassis.events.kafka.errors import Stalled
from headrace_chassis.events.kafka.fetching import FETCH, LOOK, Fetching
from headrace_chassis.events.kafka.topics import partitions_of
from headrace_chassis.events.saying import Saying
from headrace_chassis.events.together import until_one_ends

logger = logging.getLogger(__name__)
NOTE_EVERY = 1.0
PAUSE = 0.5
UNASSIGNED = 20.0
GROUP = {"session_timeout_ms": 10_000, "heartbeat_interval_ms": 1_000, "rebalance_timeout_ms": 10_000}


class KafkaMembership:
    """With a `member` name it is a static member: one that comes back within the session finds its streams again."""

    def __init__(self, cluster: Cluster, group: str, member: str, topics: Sequence[str], follower: Follower) -> None:
        self._cluster = cluster
        self._group = group
        self._instance = f"{group}-{member}" if member else None
        self._topics = topics
        self._follower = follower
        self._fetching = Fetching(cluster)
        self._leaving = asyncio.Event()
        self._turn = asyncio.Lock()
        self._saying = Saying(logger)
        self._noted: dict[Stream, int] = {}
        self._committed: dict[Stream, int] = {}
        self._unassigned_since: float | None = None
        self._task: asyncio.Task[None] | None = None

    async def join(self) -> None:
        if self._topics:
            self._task = asyncio.create_task(self._stay(), name=f"member of {self._group}")

    async def origin(self, topic: str) -> str:
        return await self._fetching.origin(topic)

    async def leave(self) -> None:
        self._leaving.set()
        if self._task:
            await self._task

    def note(self, stream: Stream, offset: int) -> None:
        self._noted[stream] = offset

    async def fetch(
        self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        return await self._fetching.fetch(stream, after, heard, limit, types)

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        return await self._fetching.beyond(stream, offset, patience)

    async def high_water(self, stream: Stream) -> int:
        return await self._fetching.high_water(stream)

    async def _stay(self) -> None:
        first = True
        while not self._leaving.is_set():
            try:
                if not first:
                    metrics.CONSUMER_RESTARTS.labels(self._group).inc()
                first = await self._waited_for_topics()
                await self._one_life()
            except (KafkaError, OSError, TimeoutError) as error:
                self._saying.warn(f"{self._group} joins Kafka anew: {str(error) or type(error).__name__}")
            except Exception:
                logger.exception("%s joins Kafka anew", self._group)
            await self._unless_leaving(asyncio.sleep(PAUSE))

    async def _waited_for_topics(self) -> bool:
        """Always False: the next life is another one."""
        await self._unless_leaving(self._cluster.check(self._topics))
        return False

    async def _one_life(self) -> None:
        """From joining until the client fails, or until it is time to leave."""
        if self._leaving.is_set():
            return
        client = AIOKafkaConsumer(
            **self._cluster.settings.options(),
            **FETCH,
            **GROUP,
            group_id=self._group,
            group_instance_id=self._instance,
            max_poll_interval_ms=600_000,
        )
        self._fetching.client = client
        self._unassigned_since = monotonic()
        client.subscribe(self._topics, listener=_Listener(self, client))
        try:
            await self._unless_leaving(client.start())
            await self._unless_leaving(
                self._fetching.take(client), self._fetching.watch(), self._tell_offsets(client), self._watch_group()
            )
        finally:
            await self.taken(client, list(self._fetching.buffers))
            self._fetching.client = None
            await end_consumer(client)

    async def _unless_leaving(self, *parts: Coroutine[Any, Any, object]) -> None:
        """Run the parts until one of them ends or fails, or until it is time to leave."""
        await until_one_ends(*parts, self._leaving.wait())

    async def given(self, client: AIOKafkaConsumer, partitions: Collection[TopicPartition]) -> None:
        client.pause(*partitions)
        async with self._turn:
            self._unassigned_since = None
            self._saying.over()
            streams = [Stream(*one) for one in sorted(partitions) if one.partition < partitions_of(one.topic)]
            for stream in streams:
                self._fetching.buffers[stream] = Buffer()
            logger.info("%s follows %s streams", self._group, len(streams))
            await self._follower.given(streams)

    async def taken(self, client: AIOKafkaConsumer, streams: Sequence[Stream]) -> None:
        async with self._turn:
            self._unassigned_since = monotonic()
            await self._follower.taken(streams)
            await self._commit(client)
            for stream in streams:
                self._fetching.buffers.pop(stream, None)
                self._noted.pop(stream, None)
                self._committed.pop(stream, None)

    async def _watch_group(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            since = self._unassigned_since
            if since is not None and monotonic() - since > UNASSIGNED:
                raise Stalled(f"the group {self._group} has given no streams for {UNASSIGNED:.0f} s")

    async def _tell_offsets(self, client: AIOKafkaConsumer) -> None:
        while True:
            await asyncio.sleep(NOTE_EVERY)
            await self._commit(client)

    async def _commit(self, client: AIOKafkaConsumer) -> None:
        """Only for who asks Kafka how far the group is; the database knows it already."""
        news = {stream: offset for stream, offset in self._noted.items() if self._committed.get(stream) != offset}
        if not news:
            return
        try:
            async with asyncio.timeout(NOTE_EVERY):
                await client.commit({TopicPartition(*stream): offset for stream, offset in news.items()})
            self._committed |= news
        except (KafkaError, TimeoutError) as error:
            logger.debug("%s could not tell Kafka how far it is: %s", self._group, error)


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]
    def __init__(self, membership: KafkaMembership, client: AIOKafkaConsumer) -> None:
        self._membership = membership
        self._client = client

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        await self._membership.taken(self._client, [Stream(*one) for one in revoked])

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        await self._membership.given(self._client, assigned)
