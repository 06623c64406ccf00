"""Sends events to Kafka: idempotent producer, all replicas in sync, lz4, batches that we fill ourselves.

One batch of a partition is under way at a time and everything before it is acknowledged, so that whatever a crash, a
second leader or a late retry repeats, no event is stored before its predecessors (docs/decisions/0008).
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import zip_longest
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.kafka.clients import end_producer
from headrace_chassis.events.kafka.cluster import Cluster, unreachable
from headrace_chassis.events.kafka.errors import NotTaken
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topics import partition_of

BATCH_BYTES = 1 << 20
PATIENCE = 15.0
Packed = dict[int, list[Any]]


class KafkaPublisher:
    def __init__(self, settings: KafkaSettings) -> None:
        self._settings = settings

    @asynccontextmanager
    async def session(self, topic: str) -> AsyncIterator[KafkaSession]:
        """Raises BrokerUnreachable or TopicsNotReady."""
        cluster = Cluster(self._settings)
        try:
            await cluster.check([topic])
        finally:
            await cluster.stop()
        producer = AIOKafkaProducer(
            **self._settings.options(),
            acks="all",
            enable_idempotence=True,
            compression_type="lz4",
            max_batch_size=BATCH_BYTES,
            request_timeout_ms=5000,
        )
        try:
            await self._start(producer)
            yield KafkaSession(producer, topic)
        finally:
            await end_producer(producer)

    async def _start(self, producer: AIOKafkaProducer) -> None:
        try:
            await asyncio.wait_for(producer.start(), PATIENCE)
        except (KafkaError, OSError, TimeoutError) as error:
            raise unreachable(self._settings, error) from error


class KafkaSession:
    def __init__(self, producer: AIOKafkaProducer, topic: str) -> None:
        self._producer = producer
        self._topic = topic

    def pack(self, events: Sequence[Envelope]) -> Packed:
        packed: Packed = defaultdict(list)
        for event in events:
            key = event.key.encode()
            headers, value = event.binary()
            batches = packed[partition_of(self._topic, event.key)]
            if not batches or not _taken(batches[-1], key, value, headers):
                batches.append(self._producer.create_batch())
                if not _taken(batches[-1], key, value, headers):
                    raise NotTaken(f"{event.type} of {event.key} does not fit into a batch of {BATCH_BYTES} bytes")
        return packed

    async def send(self, packed: Packed) -> None:
        for at_once in zip_longest(*packed.values()):
            sending = {
                partition: await self._producer.send_batch(batch, self._topic, partition=partition)
                for partition, batch in zip(packed, at_once, strict=True)
                if batch is not None
            }
            await self._acknowledged(list(sending.values()))

    async def _acknowledged(self, sending: list[asyncio.Future[Any]]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*sending)
        except (KafkaError, TimeoutError) as error:
            raise NotTaken(f"Kafka did not take a batch of {self._topic} in {PATIENCE:.0f} s: {error!r}") from error


def _taken(batch: Any, key: bytes, value: bytes, headers: Sequence[tuple[str, bytes]]) -> bool:
    """A full batch takes nothing and says so only here."""
    return batch.append(key=key, value=value, timestamp=None, headers=headers) is not None
