"""Reads streams without being in a group: live push, replays, people who look."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from headrace_chassis.events.bus import Delivered, Stream
from headrace_chassis.events.kafka.buffer import Buffer
from headrace_chassis.events.kafka.clients import end_consumer
from headrace_chassis.events.kafka.cluster import Cluster
from headrace_chassis.events.kafka.fetching import FETCH, Fetching
from headrace_chassis.events.saying import Saying
from headrace_chassis.events.together import until_one_ends

logger = logging.getLogger(__name__)
PAUSE = 0.5
TOGETHER = 0.01


class KafkaReader:
    """Streams are added as they are asked for. A client that fails is made anew and goes on where it was."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._fetching = Fetching(cluster)
        self._added = asyncio.Event()
        self._saying = Saying(logger)
        self._task = asyncio.create_task(self._stay(), name="reader of Kafka")

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def fetch(
        self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        await self.beyond(stream, after, self._cluster.patience)
        return await self._fetching.fetch(stream, after, heard, limit, types)

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        if stream not in self._fetching.buffers:
            self._fetching.buffers[stream] = Buffer()
            self._added.set()
        return await self._fetching.beyond(stream, offset, patience)

    async def high_water(self, stream: Stream) -> int:
        return await self._fetching.high_water(stream)

    async def _stay(self) -> None:
        while True:
            if not self._fetching.buffers:
                await self._added.wait()
            client = AIOKafkaConsumer(**self._cluster.settings.options(), **FETCH)
            try:
                await client.start()
                await self._follow(client)
            except (KafkaError, OSError, TimeoutError) as error:
                self._saying.warn(f"reads Kafka anew: {str(error) or type(error).__name__}")
            finally:
                self._fetching.client = None
                await end_consumer(client)
            await asyncio.sleep(PAUSE)

    async def _follow(self, client: AIOKafkaConsumer) -> None:
        """Until it fails."""
        self._saying.over()
        while True:
            await asyncio.sleep(TOGETHER)
            self._added.clear()
            self._assign(client)
            await until_one_ends(self._fetching.take(client), self._fetching.watch(), self._added.wait())

    def _assign(self, client: AIOKafkaConsumer) -> None:
        client.assign([TopicPartition(*stream) for stream in self._fetching.buffers])
        self._fetching.client = client
        for stream, buffer in self._fetching.buffers.items():
            if buffer.next is not None:
                self._fetching.seek(stream, buffer.next)
