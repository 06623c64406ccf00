"""PLT-6: a platform that grew from PostgreSQL to Kafka, or whose topics were made anew, hears nothing twice."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from headrace_chassis.events import consumer, dead_letters, parking
from headrace_chassis.events.kafka import changes, topics
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_testkit.conformance import Hearer, same, settle, up_to
from headrace_testkit.waiting import until

from .conftest import TOPIC, delete_topic, make_topic
from .kafka_ground import KEYS, follows, member, relaying, tell_all


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    monkeypatch.setattr(parking, "PAUSES", (timedelta(seconds=0.1),))
    monkeypatch.setattr(consumer, "LOOK_FOR_PARKED", 0.05)


async def hear_from_the_log(sender, database, expected, *, before=None):
    bus = PostgresBus(lambda _: sender.url)
    hearer = Hearer("hearer", database, bus)
    hearer.moods.before = before
    await hearer.start()
    try:
        await until(lambda: same(hearer.effects, expected))
        if before:
            await until(lambda: same(hearer.parked, [("k3", "dead"), ("k3", "behind")]))
    finally:
        await hearer.stop()
        await bus.stop()


async def poison(event) -> None:
    if event.key == "k3" and event.name == "1":
        raise ValueError("not now")


async def test_what_was_heard_from_the_log_is_not_heard_again_from_kafka(sender, settings, database):
    await tell_all(sender, 2)
    await hear_from_the_log(sender, database, {key: up_to(2) for key in KEYS})
    await tell_all(sender)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(3) for key in KEYS}))


async def test_a_parked_key_still_holds_up_its_later_events_on_the_other_bus(sender, settings, database):
    await tell_all(sender, 2)
    expected = {key: up_to(2) for key in KEYS if key != "k3"}
    await hear_from_the_log(sender, database, expected, before=poison)
    await tell_all(sender)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(3) for key in expected}))
        await until(lambda: same(hearer.parked, [("k3", "dead"), ("k3", "behind"), ("k3", "behind")]))
        await settle(hearer, dead_letters.redrive)
        await until(lambda: same(hearer.effects, {key: up_to(3) for key in KEYS}))


async def test_partitions_are_not_taken_back_into_one_log(sender, settings, database, caplog):
    await tell_all(sender)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: [1] for key in KEYS}))
    bus = PostgresBus(lambda _: sender.url)
    hearer = Hearer("hearer", database, bus)
    with caplog.at_level(logging.ERROR):
        await hearer.start()
        await until(lambda: said(caplog, "was heard from Kafka"))
    assert await hearer.effects() == {key: [1] for key in KEYS}
    await hearer.stop()
    await bus.stop()


async def test_a_topic_made_anew_and_filled_while_a_service_was_away_is_heard_from_its_start(
    postgres, sender, settings, database
):
    await tell_all(sender, 2)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(2) for key in KEYS}))
    await sender.relay.stop()
    await tell_all(sender, 3)
    await delete_topic(settings)
    await make_topic(settings)
    async with sender.database.transaction("*") as tx:
        await tx.raw.execute("UPDATE relay_progress SET position = 0")
    async with relaying(settings, sender.url), member(settings, database) as hearer:

        async def filled() -> bool:
            streams = await hearer.bus.all_streams([TOPIC])
            return sum([await hearer.bus.high_water(stream) for stream in streams]) == 5 * len(KEYS)

        await until(filled)
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(5) for key in KEYS}))


async def test_a_topic_that_grew_can_be_sent_again_and_nothing_is_heard_twice(sender, settings, database, monkeypatch):
    await tell_all(sender, 2)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(2) for key in KEYS}))
    await sender.relay.stop()
    monkeypatch.setitem(topics.BUSIEST, TOPIC, 8)
    bigger = {TOPIC: topics.declared()[TOPIC]}
    await changes.apply(settings, await changes.plan(settings, bigger), {TOPIC: 0})
    async with member(settings, database) as hearer:
        consumer = await hearer.start()
        await follows(consumer, 8)
        async with relaying(settings, sender.url):
            await tell_all(sender)
            await until(lambda: same(hearer.effects, {key: up_to(3) for key in KEYS}))
        async with sender.database.transaction("*") as tx:
            await tx.raw.execute("UPDATE relay_progress SET position = 0")
        async with relaying(settings, sender.url):
            await tell_all(sender)
            await until(lambda: same(hearer.effects, {key: up_to(4) for key in KEYS}))
            assert {topics.partition_of(TOPIC, key) for key in KEYS} >= {6, 7}


async def test_a_topic_made_anew_with_other_partitions_is_not_guessed_at(
    sender, settings, database, monkeypatch, caplog
):
    await tell_all(sender)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: [1] for key in KEYS}))
    await sender.relay.stop()
    await delete_topic(settings)
    monkeypatch.setitem(topics.BUSIEST, TOPIC, 8)
    await make_topic(settings)
    async with sender.database.transaction("*") as tx:
        await tx.raw.execute("UPDATE relay_progress SET position = 0")
    async with relaying(settings, sender.url), member(settings, database) as hearer:
        with caplog.at_level(logging.ERROR):
            await hearer.start()
            await until(lambda: said(caplog, "heard in 6 partitions and was made anew with 8"))
        assert await hearer.effects() == {key: [1] for key in KEYS}


async def said(caplog, words: str) -> bool:
    return any(record.exc_info and words in str(record.exc_info[1]) for record in caplog.records)


async def test_a_relay_that_was_wound_back_sends_again_and_nothing_is_heard_twice(sender, settings, database):
    await tell_all(sender, 2)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(2) for key in KEYS}))
        async with sender.database.transaction("*") as tx:
            await tx.raw.execute("UPDATE relay_progress SET position = 10")
        await sender.relay.stop()
        async with relaying(settings, sender.url):
            await tell_all(sender)
            await until(lambda: same(hearer.effects, {key: up_to(3) for key in KEYS}))
