"""PLT-6, PLT-8: partitions, members that come and go, and who asks Kafka how far a group is."""

from __future__ import annotations

import asyncio

from aiokafka import TopicPartition

from headrace_chassis.events.bus import Stream
from headrace_chassis.events.kafka.bus import KafkaBus
from headrace_chassis.events.kafka.topics import partition_of, partitions_of
from headrace_testkit.conformance import same, up_to
from headrace_testkit.waiting import until

from .conftest import TOPIC, admin_of
from .kafka_ground import KEYS, follows, member, tell_all


async def test_keys_are_spread_and_each_keeps_its_order(sender, settings, database):
    await tell_all(sender, 5)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(5) for key in KEYS}))
        bus = hearer.bus
        ends = [await bus.high_water(stream) for stream in await bus.all_streams([TOPIC])]
    expected = [0] * partitions_of(TOPIC)
    for key in KEYS:
        expected[partition_of(TOPIC, key)] += 5
    assert ends == expected
    assert min(ends) > 0


async def test_two_members_divide_the_streams_and_one_that_leaves_is_replaced(sender, settings, database):
    async with member(settings, database) as first, member(settings, database) as second:
        one = await first.start()
        await follows(one, 6)
        load = asyncio.create_task(tell_all(sender, 40))
        other = await second.start()
        await follows(one, 3)
        await follows(other, 3)
        assert not set(one.streams) & set(other.streams)
        await first.stop()
        await follows(other, 6)
        await load
        await until(lambda: same(second.effects, {key: up_to(40) for key in KEYS}))


async def test_a_static_member_that_starts_again_finds_its_streams_at_once(sender, settings, database):
    async with (
        member(settings, database, "1", "static") as hearer,
        member(settings, database, "2", "static") as other,
    ):
        theirs = await other.start()
        await follows(theirs, 6)
        ours = await hearer.start()
        await follows(ours, 3)
        before = set(ours.streams)
        await hearer.stop()
        async with asyncio.timeout(4), member(settings, database, "1", "static") as again:
            back = await again.start()
            await follows(back, 3)
            assert set(back.streams) == before
            assert len(theirs.streams) == 3


async def test_kafka_is_told_how_far_a_group_is(sender, settings, database):
    async with member(settings, database) as hearer:
        await hearer.start()
        await tell_all(sender, 3)
        await until(lambda: same(hearer.effects, {key: up_to(3) for key in KEYS}))
    async with admin_of(settings) as admin:
        told = await admin.list_consumer_group_offsets("hearer")
    bus = KafkaBus(settings)
    for stream in await bus.all_streams([TOPIC]):
        assert told[TopicPartition(*stream)].offset == await bus.high_water(stream)
    await bus.stop()


async def test_a_reader_belongs_to_no_group_and_goes_its_own_way(sender, settings, database):
    await tell_all(sender, 2)
    async with member(settings, database) as hearer:
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(2) for key in KEYS}))
        stream = Stream(TOPIC, partition_of(TOPIC, "k1"))
        async with hearer.bus.reader() as one, hearer.bus.reader() as other:
            end = await one.high_water(stream)
            everything, through = await one.fetch(stream, 0, 0, 1000, None)
            last, _ = await other.fetch(stream, end - 1, 0, 1000, None)
            heard, _ = await one.fetch(stream, 0, everything[0].event.position, 1000, None)
    assert (len(everything), through) == (end, end)
    assert [one.offset for one in last] == [end]
    assert heard == everything[1:]
