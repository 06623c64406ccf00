"""PLT-6: `headrace topics plan` shows the difference, `apply` makes it, and nothing grows unasked."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from typer.testing import CliRunner

from headrace_chassis.events.kafka import topics
from headrace_cli.main import app
from headrace_testkit.waiting import patience


async def headrace(*words: str):
    return await asyncio.to_thread(CliRunner().invoke, app, ["topics", *words])


@pytest.fixture
async def empty(kafka):
    """The broker's address, without any of our topics."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
    await admin.start()
    await admin.delete_topics([name for name in await admin.list_topics() if name.startswith("headrace.")])
    async with patience():
        while any(name.startswith("headrace.") for name in await admin.list_topics()):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    yield kafka.bootstrap, admin
    await admin.close()


async def test_a_plan_changes_nothing_and_applying_leaves_nothing_to_do(empty):
    address, admin = empty
    planned = await headrace("plan", "--kafka", address)
    assert planned.output.count("create ") == len(topics.declared())
    assert "headrace.mes.v1: 12 partitions, 1 replicas, kept for ever" in planned.output
    assert not set(topics.declared()) & set(await admin.list_topics())
    applied = await headrace("apply", "--kafka", address)
    assert applied.exit_code == 0
    again = await headrace("plan", "--kafka", address)
    assert again.output.strip() == "Every topic is as declared."


async def there(admin, topic) -> None:
    async with patience():
        while topic not in await admin.list_topics():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_topic_grows_only_when_asked(empty, postgres, tmp_path):
    address, admin = empty
    await admin.create_topics([NewTopic("headrace.orders.v1", 2, 1)])
    await there(admin, "headrace.orders.v1")
    applied = await headrace("apply", "--kafka", address)
    assert applied.exit_code == 1
    assert "Topics grow with --grow only" in applied.output
    assert len((await admin.describe_topics(["headrace.orders.v1"]))[0]["partitions"]) == 2
    grown = await headrace("apply", "--kafka", address, "--grow", "--database-url", postgres.admin_url)
    assert grown.exit_code == 0, grown.output
    assert "grow   headrace.orders.v1: 2 -> 6 partitions" in grown.output
    assert len((await admin.describe_topics(["headrace.orders.v1"]))[0]["partitions"]) == 6


@pytest.mark.parametrize(
    ("address", "words"), [("127.0.0.1:9", "can't be reached at 127.0.0.1:9"), ("broker", "is not host:port")]
)
async def test_a_wrong_address_ends_with_words(address, words):
    refused = await headrace("plan", "--kafka", address)
    assert refused.exit_code == 1
    assert words in refused.output
