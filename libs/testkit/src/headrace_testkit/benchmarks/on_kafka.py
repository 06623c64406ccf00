"""Kafka behind its relay, and plain loops of aiokafka: send each event, take what `getmany` gives."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from headrace_chassis.events.bus import Bus
from headrace_chassis.events.kafka.bus import KafkaBus
from headrace_chassis.events.kafka.publisher import KafkaPublisher
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topics import partitions_of
from headrace_chassis.events.relay import Relay
from headrace_testkit.benchmarks.ground import Place, new_event
from headrace_testkit.benchmarks.transports import PLAIN_NEXT, PLAIN_STATE, SOURCE, TOPIC
from headrace_testkit.kafka import KafkaBroker

HOME = Path(".local/kafka")
PLAIN_TOPIC = "plain"
SENT = "SELECT position FROM relay_progress"


@asynccontextmanager
async def on_kafka() -> AsyncIterator[OnKafka]:
    """A broker of its own, on disk, with nothing in it."""
    with tempfile.TemporaryDirectory(prefix="headrace-bench-") as folder:
        async with KafkaBroker(HOME, data=Path(folder) / "data") as broker:
            admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
            await admin.start()
            await admin.create_topics([NewTopic(name, partitions_of(name), 1) for name in (TOPIC, PLAIN_TOPIC)])
            await admin.close()
            yield OnKafka(KafkaSettings(bootstrap=broker.bootstrap))


class OnKafka:
    name = "Kafka"

    def __init__(self, settings: KafkaSettings) -> None:
        self.settings = settings

    @asynccontextmanager
    async def bus(self, sender: Place) -> AsyncIterator[Bus]:
        bus = KafkaBus(self.settings)
        async with self.relay(sender) as relay:
            sender.told = relay.poke
            try:
                yield bus
            finally:
                await bus.stop()

    def repeating_bus(self, sender: Place) -> AbstractAsyncContextManager[Bus]:
        return self.bus(sender)

    @asynccontextmanager
    async def relay(self, sender: Place) -> AsyncIterator[Relay]:
        relay = Relay(SOURCE, sender.url, KafkaPublisher(self.settings))
        await relay.start()
        try:
            yield relay
        finally:
            await relay.stop()

    async def carry(self, sender: Place, events: int) -> None:
        async with self.relay(sender):
            await until_sent(sender, events)

    async def plain_portions(self, sender: Place) -> AsyncIterator[list[bytes]]:  # noqa: ARG002 - Kafka has them
        client = AIOKafkaConsumer(TOPIC, PLAIN_TOPIC, **self.settings.options(), auto_offset_reset="earliest")
        await client.start()
        try:
            while True:
                for records in (await client.getmany(timeout_ms=1000, max_records=500)).values():
                    yield [record.value for record in records]
        finally:
            await client.stop()

    @asynccontextmanager
    async def plain_teller(self, sender: Place) -> AsyncIterator[ToKafka]:
        async with AIOKafkaProducer(**self.settings.options(), acks="all") as producer:
            yield ToKafka(sender, producer)


class ToKafka:
    def __init__(self, sender: Place, producer: AIOKafkaProducer) -> None:
        self._sender = sender
        self._producer = producer

    async def tell(self, key: str) -> None:
        await self._sender.pool.execute(PLAIN_STATE, key)
        await self._producer.send_and_wait(PLAIN_TOPIC, new_event(key, 1).data, key.encode())

    async def send_all(self) -> int:
        """The sender's log, a hundred events at a time."""
        position, done = 0, 0
        while rows := await self._sender.pool.fetch(PLAIN_NEXT, position):
            sending = [await self._producer.send(PLAIN_TOPIC, row["data"], row["key"].encode()) for row in rows]
            await asyncio.gather(*sending)
            position, done = rows[-1]["id"], done + len(rows)
        return done


async def until_sent(sender: Place, events: int) -> int:
    """Returns how many were."""
    while (sent := int(await sender.pool.fetchval(SENT))) < events:  # noqa: ASYNC110 - it is the database that changes
        await asyncio.sleep(0.005)
    return sent
