"""PLT-6, PLT-8: what may happen to Kafka, and what is heard nevertheless: everything once, in order for its key."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import RecordsToDelete

from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.kafka.publisher import KafkaPublisher
from headrace_chassis.events.kafka.topics import partition_of
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.conformance import same, up_to
from headrace_testkit.waiting import until

from .conftest import TOPIC, admin_of, delete_topic, make_topic
from .kafka_ground import KEYS, member, relaying, tell_all

RECOVERY = 15.0  # on a machine that runs other tests too; the promised 5 s are measured by the fault suite


@asynccontextmanager
async def load(sender):
    """Everybody tells something all the time. Yields what was told, by key."""
    told = dict.fromkeys(KEYS, 0)
    stopped = asyncio.Event()

    async def tell() -> None:
        while not stopped.is_set():
            await tell_all(sender)
            for key in KEYS:
                told[key] += 1
            await asyncio.sleep(0.05)

    telling = asyncio.create_task(tell())
    try:
        yield told
    finally:
        stopped.set()
        await telling


def once(told):
    return {key: up_to(number) for key, number in told.items()}


async def heard_again_after(hearer, sender) -> float:
    """Seconds until something that is told from now on is heard."""
    began = time.monotonic()
    await sender.tell("fresh")
    async with sender.database.transaction("*") as tx:
        newest = await tx.raw.fetchval("SELECT number FROM aggregate WHERE key = 'fresh'")

    async def heard() -> bool:
        return newest in (await hearer.effects()).get("fresh", [])

    await until(heard)
    return time.monotonic() - began


async def all_once(hearer, told) -> None:
    async def complete() -> bool:
        effects = await hearer.effects()
        effects.pop("fresh", None)
        return effects == once(told)

    await until(complete)


async def test_a_killed_broker_comes_back_and_nothing_is_lost(kafka, sender, settings, database):
    async with member(settings, database, "1", "killed") as hearer:
        await hearer.start()
        async with load(sender) as told:
            await asyncio.sleep(2)
            await kafka.kill()
            await asyncio.sleep(2)
            await kafka.start()
            assert await heard_again_after(hearer, sender) < RECOVERY
        await all_once(hearer, told)


async def test_a_broker_that_is_frozen_holds_things_up_and_loses_nothing(kafka, sender, settings, database):
    async with member(settings, database, "1", "frozen") as hearer:
        await hearer.start()
        async with load(sender) as told:
            await asyncio.sleep(1)
            kafka.pause()
            await asyncio.sleep(8)
            kafka.resume()
            assert await heard_again_after(hearer, sender) < RECOVERY
        await all_once(hearer, told)


async def test_a_client_that_falls_silent_is_made_anew(sender, settings, database):
    async with member(settings, database) as hearer:
        consumer = await hearer.start()
        await tell_all(sender)
        await until(lambda: same(hearer.effects, {key: [1] for key in KEYS}))
        consumer._membership._fetching.client._fetcher._fetch_task.cancel()
        assert await heard_again_after(hearer, sender) < RECOVERY
        await tell_all(sender)
        await all_once(hearer, dict.fromkeys(KEYS, 2))


async def test_a_reader_whose_client_falls_silent_goes_on(sender, settings, topic, database):
    async with member(settings, database) as hearer, hearer.bus.reader() as reader:
        stream = (await hearer.bus.all_streams([TOPIC]))[partition_of(TOPIC, "a")]
        await sender.tell("a")
        assert await reader.beyond(stream, 0, 20)
        reader._fetching.client._fetcher._fetch_task.cancel()
        await sender.tell("a")
        assert await reader.beyond(stream, 1, 20)


async def test_a_topic_made_anew_is_heard_from_its_start_and_nothing_twice(sender, settings, database, caplog):
    async with member(settings, database) as hearer:
        await hearer.start()
        await tell_all(sender, 2)
        await all_once(hearer, dict.fromkeys(KEYS, 2))
        await delete_topic(settings)
        await make_topic(settings)
        async with sender.database.transaction("*") as tx:
            await tx.raw.execute("UPDATE relay_progress SET position = 0")
        async with relaying(settings, sender.url):
            await tell_all(sender)
            await all_once(hearer, dict.fromkeys(KEYS, 3))


async def test_a_trimmed_stream_stops_with_words_and_the_others_go_on(sender, settings, database, caplog):
    await tell_all(sender, 3)
    trimmed = partition_of(TOPIC, "k1")
    async with member(settings, database) as hearer:
        sent = [await hearer.bus.high_water(stream) for stream in await hearer.bus.all_streams([TOPIC])]
        while sum(sent) < 3 * len(KEYS):
            await asyncio.sleep(0.1)
            sent = [await hearer.bus.high_water(stream) for stream in await hearer.bus.all_streams([TOPIC])]
        async with admin_of(settings) as admin:
            await admin.delete_records({TopicPartition(TOPIC, trimmed): RecordsToDelete(before_offset=2)})
        with caplog.at_level(logging.ERROR):
            await hearer.start()
            expected = {key: up_to(3) for key in KEYS if partition_of(TOPIC, key) != trimmed}
            await until(lambda: same(hearer.effects, expected))
            await until(lambda: said(caplog, "begins at offset 2 but was heard only to 0"))
        assert await hearer.effects() == expected


async def said(caplog, words: str) -> bool:
    return words in "\n".join(f"{r.message} {r.exc_info[1] if r.exc_info else ''}" for r in caplog.records)


def envelope(key: str, number: int, position: int, **changed) -> Envelope:
    told = OrganisationRegistered(organisation=key, name=str(number), role="customer", currency="EUR")
    given = Envelope(
        id=f"00000000-0000-0000-0000-{position:012d}",
        type=told.event_type,
        source=told.topic,
        key=key,
        tenant="acme",
        plant="",
        version=1,
        time=datetime(2026, 3, 2, tzinfo=UTC),
        traceparent="",
        data=told.to_wire(),
        position=position,
    )
    return given._replace(**changed)


async def test_an_old_leader_that_wakes_up_repeats_and_disturbs_nothing(settings, topic, database):
    events = [envelope("a", n, n) for n in range(1, 21)]
    publisher = KafkaPublisher(settings)
    async with publisher.session(TOPIC) as old, publisher.session(TOPIC) as new, member(settings, database) as hearer:
        await old.send(old.pack(events[:10]))
        held_back = old.pack(events[10:13])
        await new.send(new.pack(events[8:20]))
        await old.send(held_back)
        await new.send(new.pack(events[18:]))
        await hearer.start()
        await until(lambda: same(hearer.effects, {"a": up_to(20)}))
        assert await hearer.parked() == []


async def test_what_cannot_be_understood_is_parked_or_passed_over_and_stops_nobody(settings, topic, database, caplog):
    producer = AIOKafkaProducer(bootstrap_servers=settings.bootstrap)
    await producer.start()
    await producer.send_and_wait(TOPIC, b"not ours", partition=partition_of(TOPIC, "a"))
    await producer.stop()
    added_field = envelope("b", 1, 3).data + b"\xfa\x3f\x05later"
    events = [
        envelope("a", 0, 1, type="headrace.api_gateway.v1.OrganisationFoundedOnTheMoon"),
        envelope("a", 1, 2),
        envelope("b", 1, 3, data=added_field),
        envelope("c", 1, 4, data=b"\xff\xff\xff"),
        envelope("c", 2, 5),
        envelope("a", 2, 6),
    ]
    async with KafkaPublisher(settings).session(TOPIC) as session, member(settings, database) as hearer:
        await session.send(session.pack(events))
        await hearer.start()
        await until(lambda: same(hearer.effects, {"a": [1, 2], "b": [1]}))
        await until(lambda: same(hearer.parked, [("c", "dead"), ("c", "behind")]))
        (row,) = await hearer.rows("SELECT error FROM parked_event WHERE state = 'dead'")
    assert "DecodeError" in row["error"]
    assert "is no event of ours" in caplog.text


async def test_events_larger_than_a_batch_and_batches_larger_than_one_arrive_in_order(settings, topic, database):
    long = "x" * 40_000
    events = [envelope("a", n, n, tenant=long) for n in range(1, 61)]
    async with KafkaPublisher(settings).session(TOPIC) as session:
        packed = session.pack(events)
        assert [len(batches) > 1 for batches in packed.values()] == [True]
        await session.send(packed)
    async with member(settings, database) as hearer, hearer.bus.reader() as reader:
        stream = (await hearer.bus.all_streams([TOPIC]))[partition_of(TOPIC, "a")]
        found, through = [], 0
        while through < 60:
            delivered, through = await reader.fetch(stream, through, 0, 1000, None)
            found += [one.event.position for one in delivered]
    assert found == up_to(60)


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    from datetime import timedelta

    from headrace_chassis.events import consumer, parking

    monkeypatch.setattr(parking, "PAUSES", (timedelta(seconds=0.1),))
    monkeypatch.setattr(consumer, "LOOK_FOR_PARKED", 0.05)
