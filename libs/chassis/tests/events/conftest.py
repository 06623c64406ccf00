"""A real Kafka whose topics are made anew for each test."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiokafka.admin import AIOKafkaAdminClient

from headrace_chassis.events.kafka import changes
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.kafka.topics import Topic, partitions_of
from headrace_testkit.conformance import HEARER_TABLES, scratch
from headrace_testkit.waiting import patience

from .kafka_ground import telling

TOPIC = "headrace.api_gateway.v1"


@pytest.fixture
def settings(kafka) -> KafkaSettings:
    return KafkaSettings(bootstrap=kafka.bootstrap)


@asynccontextmanager
async def admin_of(settings):
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def delete_topic(settings, topic=TOPIC) -> None:
    async with admin_of(settings) as admin:
        await admin.delete_topics([topic])
        async with patience():
            while topic in await admin.list_topics():  # noqa: ASYNC110
                await asyncio.sleep(0.02)


async def make_topic(settings, topic=TOPIC, partitions=None) -> None:
    wanted = Topic(topic, partitions or partitions_of(topic))
    await changes.apply(settings, await changes.plan(settings, {topic: wanted}))


@pytest_asyncio.fixture(loop_scope="session")
async def topic(settings) -> str:
    await delete_topic(settings)
    await make_topic(settings)
    return TOPIC


@pytest_asyncio.fixture(loop_scope="session")
async def sender(postgres, settings, topic):
    async with telling(postgres, settings) as sender:
        yield sender


@pytest_asyncio.fixture(loop_scope="session")
async def database(postgres):
    async with scratch(postgres, HEARER_TABLES) as (database, _):
        yield database
