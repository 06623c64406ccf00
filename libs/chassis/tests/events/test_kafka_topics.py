"""PLT-6: topics are declared, a diff comes first, and nothing shrinks or grows while events are on the way."""

from __future__ import annotations

import asyncio
import logging

import pytest

from headrace_chassis.events.bus import Stream
from headrace_chassis.events.kafka import changes, topics
from headrace_chassis.events.kafka.cluster import Cluster, preflight
from headrace_chassis.events.kafka.errors import BrokerUnreachable, TopicsNotReady
from headrace_chassis.events.kafka.settings import KafkaSettings, KafkaSettingsWrong
from headrace_testkit.conformance import same, up_to
from headrace_testkit.waiting import patience, until

from .conftest import TOPIC, admin_of, delete_topic, make_topic
from .kafka_ground import KEYS, member, tell_all, telling

DECLARED = {TOPIC: topics.Topic(TOPIC, 6)}


async def test_what_is_declared_is_created_and_then_there_is_nothing_to_do(settings):
    await delete_topic(settings)
    (change,) = await changes.plan(settings, DECLARED)
    assert (change.kind, change.partitions, change.replication) == ("create", 6, 1)
    assert change.settings["retention.ms"] == "-1"
    await changes.apply(settings, [change])
    assert await changes.plan(settings, DECLARED) == []


async def test_a_different_setting_is_set_back_and_others_made_on_the_topic_stay(settings, topic):
    async with admin_of(settings) as admin:
        own = {"retention.ms": "1000", "segment.bytes": "104857600"}
        await changes._set(admin, changes.Change(changes.Kind.SET, TOPIC, "", settings=own))
    (change,) = [c for c in await changes.plan(settings, DECLARED) if "retention" in c.words]
    assert change.kind == "set"
    assert "retention.ms 1000 -> -1" in change.words
    await changes.apply(settings, [change])
    assert await changes.plan(settings, DECLARED) == []
    async with admin_of(settings) as admin:
        assert (await changes._found(admin, [TOPIC]))[TOPIC].own["segment.bytes"] == "104857600"


async def test_every_service_that_tells_has_a_topic_and_more_partitions_are_left_alone(settings, topic):
    assert {"headrace.orders.v1", "headrace.mes.v1"} <= set(topics.declared())
    assert topics.declared()["headrace.mes.v1"].partitions == 12
    assert await changes.plan(settings, {TOPIC: topics.Topic(TOPIC, 3)}) == []


async def test_services_wait_for_a_topic_with_too_few_partitions_and_say_what_to_run(
    postgres, settings, database, caplog
):
    await delete_topic(settings)
    await make_topic(settings, partitions=2)
    cluster = Cluster(settings)
    with pytest.raises(TopicsNotReady, match=r"api_gateway.v1 has 2 partitions of 6.*headrace topics apply"):
        await cluster.check([TOPIC])
    await cluster.stop()
    with caplog.at_level(logging.WARNING):
        async with telling(postgres, settings) as sender, member(settings, database) as hearer:
            await hearer.start()
            await tell_all(sender)
            await asyncio.sleep(1.5)
            assert await hearer.effects() == {}
            (change,) = await changes.plan(settings, DECLARED)
            await changes.apply(settings, [change])
            await until(lambda: same(hearer.effects, {key: [1] for key in KEYS}))
    assert "headrace topics apply" in caplog.text


async def test_a_topic_grows_only_when_all_is_sent_and_heard(settings, sender, database):
    bigger = {TOPIC: topics.Topic(TOPIC, 8)}
    async with member(settings, database) as hearer:
        await hearer.start()
        await tell_all(sender)
        await until(lambda: same(hearer.effects, {key: up_to(1) for key in KEYS}))
    await tell_all(sender)
    cluster = Cluster(settings)

    async def sent() -> bool:
        return sum((await cluster.ends([Stream(TOPIC, n) for n in range(6)])).values()) == 2 * len(KEYS)

    await until(sent)
    await cluster.stop()
    growing = await changes.plan(settings, bigger)
    with pytest.raises(changes.TopicsRefused, match="--database-url"):
        await changes.apply(settings, growing)
    with pytest.raises(changes.TopicsRefused, match="3 events of its service are not sent"):
        await changes.apply(settings, growing, {TOPIC: 3})
    with pytest.raises(changes.TopicsRefused, match="hearer has 24 of its events still to hear"):
        await changes.apply(settings, growing, {TOPIC: 0})
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(2) for key in KEYS}))
    await changes.apply(settings, growing, {TOPIC: 0})
    assert await changes.plan(settings, bigger) == []


async def test_a_wrong_address_says_where_and_what_to_do():
    nobody = KafkaSettings(bootstrap="127.0.0.1:9")
    with pytest.raises(BrokerUnreachable, match=r"127\.0\.0\.1:9 \(PLAINTEXT\).*--kafka host:port.*make kafka"):
        await preflight(nobody)


async def test_a_service_whose_broker_is_away_starts_waits_and_stops(database):
    async with patience(), member(KafkaSettings(bootstrap="127.0.0.1:9"), database) as hearer:
        await hearer.start()
        await asyncio.sleep(1)
        assert hearer.running[0].streams == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"HEADRACE_KAFKA": ""}, "HEADRACE_KAFKA is not set"),
        ({"HEADRACE_KAFKA": "broker"}, "not host:port"),
        ({"HEADRACE_KAFKA": "b:1", "HEADRACE_KAFKA_SECURITY": "TLS"}, "one of PLAINTEXT, SSL"),
        ({"HEADRACE_KAFKA": "b:1", "HEADRACE_KAFKA_SECURITY": "SASL_SSL"}, "needs a user and a password"),
        ({"HEADRACE_KAFKA": "b:1", "HEADRACE_KAFKA_MECHANISM": "GSSAPI"}, "one of PLAIN, SCRAM"),
    ],
)
def test_settings_that_cannot_work_are_refused(wrong, words):
    with pytest.raises(KafkaSettingsWrong, match=words):
        KafkaSettings.of(wrong)


def test_settings_go_to_a_process_by_its_environment():
    given = KafkaSettings(bootstrap="b:1", security="SASL_SSL", ca="/ca.pem", user="u", password="p")
    assert KafkaSettings.of(given.environment()) == given
