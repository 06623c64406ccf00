"""PLT-6, PLT-8: all drivers of the event log pass the one suite, and that of read models."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from headrace_chassis.database import Database
from headrace_chassis.events.bus import Bus
from headrace_chassis.events.kafka.bus import KafkaBus
from headrace_chassis.events.kafka.publisher import KafkaPublisher
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_chassis.events.publisher import Publisher
from headrace_chassis.events.relay import Relay
from headrace_testkit.conformance import EventLogConformance
from headrace_testkit.rebuilding import ReadModelConformance

pytest.register_assert_rewrite("headrace_testkit.conformance", "headrace_testkit.rebuilding")


class PostgresDriver:
    @pytest.fixture
    def driver(self):
        @asynccontextmanager
        async def reading_the_log(url: str, sender: Database) -> AsyncIterator[Bus]:
            bus = PostgresBus(lambda _: url)
            sender._on_told = lambda: bus.poke("api-gateway")
            yield bus
            await bus.stop()

        return reading_the_log


class MemoryDriver:
    @pytest.fixture
    def driver(self):
        @asynccontextmanager
        async def fed_by_a_relay(url: str, sender: Database) -> AsyncIterator[Bus]:
            bus = MemoryBus()
            async with relayed(url, sender, bus):
                yield bus

        return fed_by_a_relay


class KafkaDriver:
    @pytest.fixture
    def driver(self, settings, topic):
        @asynccontextmanager
        async def through_kafka(url: str, sender: Database) -> AsyncIterator[Bus]:
            bus = KafkaBus(settings)
            async with relayed(url, sender, KafkaPublisher(settings)):
                yield bus
            await bus.stop()

        return through_kafka


class TestPostgresBus(PostgresDriver, EventLogConformance): ...


class TestMemoryBus(MemoryDriver, EventLogConformance): ...


class TestKafkaBus(KafkaDriver, EventLogConformance): ...


class TestReadModelsOnPostgres(PostgresDriver, ReadModelConformance): ...


class TestReadModelsInMemory(MemoryDriver, ReadModelConformance): ...


class TestReadModelsOnKafka(KafkaDriver, ReadModelConformance): ...


@asynccontextmanager
async def relayed(url: str, sender: Database, publisher: Publisher) -> AsyncIterator[None]:
    relay = Relay("api-gateway", url, publisher)
    sender._on_told = relay.poke
    await relay.start()
    try:
        yield
    finally:
        await relay.stop()
